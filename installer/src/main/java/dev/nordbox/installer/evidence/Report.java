package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.Uptime;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A run of evidence as files for readers: a page, tables, and what checks them. */
public final class Report {
    /** The same as OSCAL assessment results. */
    public static final String OSCAL = "assessment-results.json";

    private static final String HTML = "report/report.html";

    /** Whoever wrote a run chose its text, and people paste the command. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@._+-]+");

    /** The run that readers are shown. */
    private static final String EVIDENCE = "evidence.jsonl";

    /** What the box itself found after it. */
    private static final String OWN = "own.jsonl";

    private Report() {}

    /** A report of a run alone. */
    public static Map<String, String> of(EvidenceStore.Run run) throws Chain.BrokenChain {
        return of(run, Optional.empty());
    }

    /**
     * Texts by file name.
     *
     * @param own what the box itself found after that
     * @throws Chain.BrokenChain when the evidence is not as it was written
     */
    public static Map<String, String> of(EvidenceStore.Run run, Optional<EvidenceStore.Run> own)
            throws Chain.BrokenChain {
        List<Map<String, Object>> records = Chain.read(run.text());
        List<OwnRun> since = new ArrayList<>();
        if (own.isPresent()) {
            List<Map<String, Object>> told = Chain.read(own.get().text());
            since.add(OwnRun.of(own.get(), told, command(told, OWN)));
        }
        ReportModel model = ReportModel.of(run, records, command(records), since);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.html", Templates.bundled().render(HTML, model).text());
        files.put("controls.csv", csv(model));
        files.put(OSCAL, Oscal.of(run, records));
        add(run, EVIDENCE, files);
        own.ifPresent(after -> add(after, OWN, files));
        files.put("allowed_signers", run.signers());
        return files;
    }

    private static void add(EvidenceStore.Run run, String name, Map<String, String> to) {
        to.put(name, run.text());
        run.signature().ifPresent(text -> to.put(name + ".sig", text));
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

    /**
     * Checks the signature with OpenSSH alone, in the report's folder; words, where the run names
     * its signer in a way that no shell may be given.
     */
    public static String command(List<Map<String, Object>> records) {
        return command(records, EVIDENCE);
    }

    private static String command(List<Map<String, Object>> records, String file) {
        String operator = ReportModel.text(ReportModel.ofKind(records, "run").get(0), "operator");
        return NAME.matcher(operator).matches()
                ? "ssh-keygen -Y verify -f allowed_signers -I %s -n %s -s %3$s.sig < %3$s"
                        .formatted(operator, EvidenceStore.NAMESPACE, file)
                : "no command for %s: its `operator` has characters that a shell may take for its own; read it before you write one"
                        .formatted(file);
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
