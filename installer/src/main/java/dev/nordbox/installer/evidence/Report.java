package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.Uptime;
import dev.nordbox.templates.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run of evidence as files for readers: a page, tables, and what checks them. */
public final class Report {
    /** The same as OSCAL assessment results. */
    public static final String OSCAL = "assessment-results.json";

    private static final String HTML = "report/report.html";

    private Report() {}

    /**
     * Texts by file name.
     *
     * @throws Chain.BrokenChain when the evidence is not as it was written
     */
    public static Map<String, String> of(EvidenceStore.Run run) throws Chain.BrokenChain {
        List<Map<String, Object>> records = Chain.read(run.text());
        ReportModel model = ReportModel.of(run, records, command(records));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.html", Templates.bundled().render(HTML, model).text());
        files.put("controls.csv", csv(model));
        files.put(OSCAL, Oscal.of(run, records));
        files.put("evidence.jsonl", run.text());
        run.signature().ifPresent(text -> files.put("evidence.jsonl.sig", text));
        files.put("allowed_signers", run.signers());
        return files;
    }

    /**
     * Which start of the box a run speaks for.
     *
     * @throws Chain.BrokenChain when the evidence is not as it was written
     */
    public static Uptime uptime(EvidenceStore.Run run) throws Chain.BrokenChain {
        Map<String, Object> about = ReportModel.ofKind(Chain.read(run.text()), "run").get(0);
        return Uptime.parse(ReportModel.text(about, "uptime"));
    }

    /** Checks the signature with OpenSSH alone, in the report's folder. */
    public static String command(List<Map<String, Object>> records) {
        return "ssh-keygen -Y verify -f allowed_signers -I %s -n %s -s evidence.jsonl.sig < evidence.jsonl"
                .formatted(
                        ReportModel.text(ReportModel.ofKind(records, "run").get(0), "operator"),
                        EvidenceStore.NAMESPACE);
    }

    private static String csv(ReportModel model) {
        return model.areas().stream()
                .flatMap(
                        area ->
                                area.rows().stream()
                                        .map(
                                                row ->
                                                        line(
                                                                area.title(),
                                                                row.id(),
                                                                row.should() ? "should" : "must",
                                                                row.result(),
                                                                row.requirement(),
                                                                String.join("; ", row.seen()),
                                                                String.join("; ", row.missing()),
                                                                row.waiver(),
                                                                model.collected(),
                                                                model.expires())))
                .collect(
                        Collectors.joining(
                                "",
                                line(
                                        "area",
                                        "control",
                                        "severity",
                                        "result",
                                        "requirement",
                                        "observed",
                                        "missing",
                                        "waiver",
                                        "collected",
                                        "expires"),
                                ""));
    }

    /** RFC 4180; a sheet must not take a text for a formula. */
    private static String line(String... fields) {
        return List.of(fields).stream()
                .map(field -> field.matches("(?s)[=+@-].*") ? "'" + field : field)
                .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
