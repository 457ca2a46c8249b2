package dev.nordbox.installer.up;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.output.JsonLines;
import dev.nordbox.installer.output.Times;
import dev.nordbox.installer.up.BoxStatus.RepositoryProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A box's status as a person reads it. */
public final class StatusText {
    private StatusText() {}

    public static List<String> of(BoxStatus status, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("repository  " + status.url());
        lines.add("revision    " + status.revision().orElse("none yet"));
        lines.add("converged   " + (status.converged() ? "yes" : "no"));
        status.repositoryProblem()
                .ifPresent(problem -> add(problem, status.revision(), now, lines));
        status.clusterProblem().ifPresent(problem -> lines.add("problem     " + problem));
        status.cache().ifPresent(cache -> lines.add("cache       " + cache));
        for (BoxStatus.Other other : status.others()) {
            lines.add(
                    "other       %s %s: %s"
                            .formatted(
                                    other.url(),
                                    other.targetRevision(),
                                    other.revision().orElse("none yet")));
            other.problem().ifPresent(problem -> add(problem, other.revision(), now, lines));
        }
        if (!status.applications().isEmpty()) {
            lines.add("");
            lines.add("%-30s %-10s %s".formatted("APPLICATION", "SYNC", "HEALTH"));
        }
        for (BoxStatus.Application application : status.applications()) {
            lines.add(
                    "%-30s %-10s %s"
                            .formatted(
                                    application.name(), application.sync(), application.health()));
            for (Map.Entry<String, String> condition : application.conditions().entrySet()) {
                lines.add("  " + condition.getKey() + ": " + condition.getValue());
            }
            application.attention().forEach(object -> lines.add("  " + object));
        }
        return lines;
    }

    private static void add(
            RepositoryProblem problem, Optional<String> kept, Instant now, List<String> lines) {
        lines.add("problem     " + problem.message());
        String age = Times.age(problem.since(), now);
        if (!age.isEmpty()) {
            lines.add(
                    "  for: "
                            + age
                            + ", since "
                            + problem.since()
                            + kept.map(commit -> "; " + commit + " is kept up").orElse(""));
        }
        lines.add("  fix: " + problem.remedy());
    }

    /**
     * The controller's own document with what the installer sees besides.
     *
     * @param status one JSON object
     * @param kits that the box makes by itself
     * @param upgrade of k3s that is half done
     * @param dumps that it came back with
     * @param selfProof how the box proves itself
     */
    public static String json(
            String status,
            Optional<CertificateExpiry> certificates,
            Optional<Map<String, Object>> kits,
            Optional<Map<String, Object>> upgrade,
            List<Map<String, Object>> dumps,
            Optional<Map<String, Object>> selfProof,
            Instant now) {
        Map<String, Object> document =
                new LinkedHashMap<>(Json.parse(status.getBytes(StandardCharsets.UTF_8)));
        certificates.ifPresent(
                first ->
                        document.put(
                                "certificates",
                                Map.of(
                                        "file", first.file(),
                                        "end", first.end(),
                                        "daysLeft", first.daysLeft(now))));
        kits.ifPresent(state -> document.put("kits", state));
        upgrade.ifPresent(note -> document.put("upgrade", note));
        if (!dumps.isEmpty()) {
            document.put("dumps", dumps);
        }
        selfProof.ifPresent(proof -> document.put("selfProof", proof));
        return JsonLines.of(document);
    }
}
