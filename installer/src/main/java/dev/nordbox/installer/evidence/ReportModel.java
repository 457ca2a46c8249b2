package dev.nordbox.installer.evidence;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.control.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Model of the report: a run's records, arranged for readers. Made from what was signed, and from
 * nothing else.
 *
 * @param failed ids of must-controls that failed and are not waived
 * @param signed the run has a signature
 * @param command that checks it
 * @param byTheBox nobody else made it
 * @param since what the box itself found after it; one at most
 */
record ReportModel(
        String profile,
        String profileVersion,
        String profileTitle,
        String authority,
        String host,
        String hostname,
        String os,
        String booted,
        String k3sStarted,
        String operator,
        String tool,
        String collected,
        String expires,
        String run,
        int runs,
        boolean signed,
        String signedBy,
        String command,
        boolean byTheBox,
        List<OwnRun> since,
        String summary,
        List<Count> counts,
        List<String> failed,
        List<Target> endpoints,
        List<Area> areas,
        List<Origin> sources) {

    private static final Map<String, String> AREAS = new LinkedHashMap<>();

    static {
        AREAS.put("LOC", "Location");
        AREAS.put("NET", "Network");
        AREAS.put("ACC", "Access");
        AREAS.put("ENC", "Encryption and backups");
        AREAS.put("SUP", "Supply");
        AREAS.put("K8S", "Kubernetes");
        AREAS.put("LOG", "Logs and telemetry");
        AREAS.put("HOST", "Host");
        AREAS.put("EVD", "Evidence");
    }

    record Count(String word, String style, long number) {}

    record Target(
            String name,
            String addresses,
            String ports,
            String purpose,
            String whose,
            String owner) {}

    record Area(String title, List<Row> rows) {}

    record Row(
            String id,
            String requirement,
            boolean should,
            String result,
            String style,
            List<String> seen,
            List<String> missing,
            String waiver,
            String leavesOpen) {}

    record Origin(String ref, boolean checked, List<Row> controls) {}

    static ReportModel of(
            EvidenceStore.Run run,
            List<Map<String, Object>> records,
            String command,
            List<OwnRun> since) {
        Map<String, Object> about = ofKind(records, "run").get(0);
        Map<String, Object> end = ofKind(records, "end").get(0);
        List<Map<String, Object>> controls = ofKind(records, "control");
        List<Count> counts = counts(end);
        return new ReportModel(
                text(about, "profile"),
                text(about, "profileVersion"),
                text(about, "profileTitle"),
                text(about, "authority"),
                text(about, "host"),
                text(about, "hostname"),
                text(about, "os"),
                text(about, "booted"),
                text(about, "k3sStarted"),
                text(about, "operator"),
                text(about, "tool"),
                text(about, "collected"),
                text(about, "expires"),
                run.name(),
                run.count(),
                run.signature().isPresent(),
                text(about, "signedBy"),
                command,
                Prover.Kind.BOX.wrote(text(about, Prover.BY)),
                since,
                summary(counts),
                counts,
                texts(end, "failedMust"),
                Fields.list(about, "egress").stream().map(ReportModel::target).toList(),
                areas(controls),
                origins(controls));
    }

    static List<Count> counts(Map<String, Object> end) {
        return Arrays.stream(Result.values())
                .map(
                        result ->
                                new Count(
                                        result.word(),
                                        style(result.word()),
                                        Fields.number(end, "counts", result.word())))
                .toList();
    }

    static String summary(List<Count> counts) {
        return counts.stream()
                .map(count -> count.number() + " " + count.word())
                .collect(Collectors.joining(", "));
    }

    static List<Map<String, Object>> ofKind(List<Map<String, Object>> records, String kind) {
        return records.stream().filter(record -> text(record, "kind").equals(kind)).toList();
    }

    private static List<Area> areas(List<Map<String, Object>> controls) {
        List<Area> areas = new ArrayList<>();
        AREAS.forEach(
                (prefix, title) -> {
                    List<Row> rows =
                            controls.stream()
                                    .filter(control -> text(control, "id").startsWith(prefix + "-"))
                                    .map(ReportModel::row)
                                    .toList();
                    if (!rows.isEmpty()) {
                        areas.add(new Area(title, rows));
                    }
                });
        return areas;
    }

    private static List<Origin> origins(List<Map<String, Object>> controls) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (Map<String, Object> control : controls) {
            for (Object source : Fields.list(control, "sources")) {
                String ref = text(source, "ref");
                boolean checked = Fields.at(source, "checked").equals(Optional.of(true));
                origins.computeIfAbsent(ref, key -> new Origin(key, checked, new ArrayList<>()))
                        .controls()
                        .add(row(control));
            }
        }
        return origins.values().stream().sorted(Comparator.comparing(Origin::ref)).toList();
    }

    static Row row(Map<String, Object> control) {
        String result = text(control, "result");
        String waiver =
                Fields.map(control, "waiver").isEmpty()
                        ? ""
                        : "Waived by %s until %s: %s"
                                .formatted(
                                        text(Fields.map(control, "waiver"), "owner"),
                                        text(Fields.map(control, "waiver"), "expires"),
                                        text(Fields.map(control, "waiver"), "reason"));
        return new Row(
                text(control, "id"),
                text(control, "requirement"),
                text(control, "severity").equals("should"),
                result,
                style(result),
                Fields.list(control, "findings").stream().map(ReportModel::finding).toList(),
                texts(control, "missing"),
                waiver,
                text(control, "doesNotProve"));
    }

    private static String finding(Object finding) {
        String reason = text(finding, "reason");
        return "%s %s: %s%s"
                .formatted(
                        text(finding, "check"),
                        text(finding, "result"),
                        text(finding, "observed"),
                        reason.isEmpty() ? "" : "; " + reason);
    }

    private static Target target(Object endpoint) {
        String owner = text(endpoint, "owner");
        String country = text(endpoint, "country");
        return new Target(
                text(endpoint, "name"),
                String.join(" ", texts(endpoint, "addresses")),
                String.join(" ", texts(endpoint, "ports")),
                text(endpoint, "purpose"),
                Fields.at(endpoint, "pods").equals(Optional.of(true))
                        ? "host and pods"
                        : "host only",
                owner.isEmpty() && country.isEmpty() ? "not said" : owner + " " + country);
    }

    private static String style(String result) {
        return result.replace(' ', '-');
    }

    static String text(Object object, String key) {
        return Fields.text(object, key).orElse("");
    }

    static List<String> texts(Object object, String key) {
        return Fields.list(object, key).stream().map(String::valueOf).toList();
    }
}
