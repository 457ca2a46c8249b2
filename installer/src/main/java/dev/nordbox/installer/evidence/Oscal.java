package dev.nordbox.installer.evidence;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.control.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A run of evidence as OSCAL assessment results, for tools that take those. Made from what was
 * signed. OSCAL knows two states: what is no pass is not satisfied, and says why; what does not
 * concern the box gets no finding.
 */
final class Oscal {
    private static final String VERSION = "1.2.1";
    private static final String NAMESPACE = "https://nordbox.no/ns/oscal";
    private static final String EVIDENCE = "evidence.jsonl";

    private static final List<String> NOT_CLAIMED =
            List.of(
                    "Only a pass is one: manual, inconclusive and not implemented controls are not"
                            + " satisfied here.",
                    "Whoever runs the hypervisor can read memory and disks of a virtual server.",
                    "This is a technical record. It is no legal assessment and no certificate.");

    private final EvidenceStore.Run run;
    private final Map<String, Object> about;
    private final List<Map<String, Object>> controls;
    private final String runSum;

    private Oscal(EvidenceStore.Run run, List<Map<String, Object>> records) {
        this.run = run;
        this.about = ReportModel.ofKind(records, "run").get(0);
        this.controls = ReportModel.ofKind(records, "control");
        this.runSum = Sha256.of(run.text().getBytes(StandardCharsets.UTF_8));
    }

    static String of(EvidenceStore.Run run, List<Map<String, Object>> records) {
        byte[] json = Json.print(new Oscal(run, records).document());
        return new String(json, StandardCharsets.UTF_8).strip() + "\n";
    }

    private Map<String, Object> document() {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("uuid", uuid("results"));
        results.put(
                "metadata",
                object(
                        "title",
                        "Technical controls of " + said("hostname"),
                        "last-modified",
                        said("collected"),
                        "version",
                        run.name(),
                        "oscal-version",
                        VERSION));
        // There is no assessment plan; what was looked at is the profile, among the resources.
        results.put("import-ap", object("href", "#" + uuid("profile")));
        results.put("results", List.of(result()));
        results.put("back-matter", object("resources", List.of(profile(), evidence())));
        return object("assessment-results", results);
    }

    private Map<String, Object> profile() {
        return object(
                "uuid", uuid("profile"),
                "title", "profile " + said("profile") + " " + said("profileVersion"),
                "description", said("profileTitle"));
    }

    private Map<String, Object> evidence() {
        return object(
                "uuid", uuid("evidence"),
                "title", "records of the run",
                "rlinks",
                        List.of(
                                object(
                                        "href",
                                        EVIDENCE,
                                        "hashes",
                                        List.of(object("algorithm", "SHA-256", "value", runSum)))));
    }

    private Map<String, Object> result() {
        List<Object> observations = new ArrayList<>();
        List<Object> findings = new ArrayList<>();
        controls.forEach(control -> add(control, observations, findings));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("uuid", uuid("result"));
        result.put("title", "run " + run.name() + " of verify");
        result.put(
                "description",
                "Technical controls, applied and verified at %s on %s by %s with %s."
                        .formatted(
                                said("collected"), said("host"), said("operator"), said("tool")));
        result.put("start", said("collected"));
        result.put("end", said("collected"));
        result.put("props", List.of(property("expires", said("expires"))));
        result.put("reviewed-controls", object("control-selections", List.of(reviewed())));
        result.put("attestations", List.of(object("parts", parts())));
        // Readers refuse empty lists.
        if (!observations.isEmpty()) {
            result.put("observations", observations);
        }
        if (!findings.isEmpty()) {
            result.put("findings", findings);
        }
        return result;
    }

    /** Readers want it said even where there is nothing to name. */
    private Map<String, Object> reviewed() {
        if (controls.isEmpty()) {
            return object(
                    "description",
                    "The profile has no controls, so none was looked at.",
                    "include-all",
                    Map.of());
        }
        return object(
                "include-controls",
                controls.stream()
                        .map(control -> object("control-id", text(control, "id")))
                        .toList());
    }

    private static List<Object> parts() {
        return NOT_CLAIMED.stream()
                .<Object>map(
                        prose -> object("name", "not-claimed", "ns", NAMESPACE, "prose", prose))
                .toList();
    }

    private void add(
            Map<String, Object> control, List<Object> observations, List<Object> findings) {
        List<Object> related = new ArrayList<>();
        for (Object finding : Fields.list(control, "findings")) {
            String id = uuid("observation " + text(control, "id") + " " + text(finding, "check"));
            observations.add(observation(control, finding, id));
            related.add(object("observation-uuid", id));
        }
        if (!text(control, "result").equals(Result.NOT_APPLICABLE.word())) {
            findings.add(finding(control, related));
        }
    }

    private Map<String, Object> observation(
            Map<String, Object> control, Object finding, String id) {
        String check = text(finding, "check");
        String reason = text(finding, "reason");
        boolean tried = check.matches("PR-\\d+|try-.*|.*-canary");
        return object(
                "uuid", id,
                "title", text(control, "id") + " by " + check,
                "description", text(finding, "observed") + (reason.isEmpty() ? "" : "; " + reason),
                "props",
                        List.of(
                                property("check", check),
                                property("result", text(finding, "result"))),
                "methods", List.of(tried ? "TEST" : "EXAMINE"),
                "collected", text(control, "collected"),
                "expires", text(control, "expires"),
                "relevant-evidence",
                        List.of(
                                object(
                                        "href", "#" + uuid("evidence"),
                                        "description", "record of " + text(control, "id"))));
    }

    private Map<String, Object> finding(Map<String, Object> control, List<Object> related) {
        String id = text(control, "id");
        String result = text(control, "result");
        ReportModel.Row row = ReportModel.row(control);
        List<String> remarks = new ArrayList<>();
        row.missing().forEach(missing -> remarks.add("Not implemented: " + missing + "."));
        if (!row.waiver().isEmpty()) {
            remarks.add(row.waiver());
        }
        if (!row.leavesOpen().isEmpty()) {
            remarks.add("Not proved by this: " + row.leavesOpen());
        }
        Map<String, Object> finding =
                object(
                        "uuid", uuid("finding " + id),
                        "title", id + ": " + result,
                        "description", text(control, "requirement"),
                        "props",
                                List.of(
                                        property("result", result),
                                        property("severity", text(control, "severity"))),
                        "target",
                                object(
                                        "type",
                                        "objective-id",
                                        "target-id",
                                        id,
                                        "status",
                                        status(result)));
        if (!related.isEmpty()) {
            finding.put("related-observations", related);
        }
        if (!remarks.isEmpty()) {
            finding.put("remarks", String.join("\n\n", remarks));
        }
        return finding;
    }

    private static Map<String, Object> status(String result) {
        boolean pass = result.equals(Result.PASS.word());
        boolean fail = result.equals(Result.FAIL.word());
        return object(
                "state", pass ? "satisfied" : "not-satisfied",
                "reason", pass ? "pass" : fail ? "fail" : "other");
    }

    /** A value is one line without blanks around it, and never empty. */
    private static Map<String, Object> property(String name, String value) {
        String line = value.replaceAll("\\s+", " ").strip();
        return object("name", name, "ns", NAMESPACE, "value", line.isEmpty() ? "none" : line);
    }

    private String said(String key) {
        return text(about, key);
    }

    private static String text(Object object, String key) {
        return ReportModel.text(object, key);
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    /**
     * The same for the same run. It says version 5: readers refuse the 3 that Java makes of names.
     */
    private String uuid(String name) {
        byte[] sum =
                HexFormat.of()
                        .parseHex(Sha256.of((runSum + name).getBytes(StandardCharsets.UTF_8)));
        sum[6] = (byte) (sum[6] & 0x0f | 0x50);
        sum[8] = (byte) (sum[8] & 0x3f | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(sum);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
