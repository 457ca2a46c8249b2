package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** How long logs are kept, and who is told of what without being asked. */
final class LogChecks {
    private static final String RETENTION = "log-retention";
    private static final String TELEMETRY = "telemetry-off";

    /** The journal goes file by file, and a file holds a week. */
    private static final int JOURNAL_SLACK = 9;

    private static final int SLACK = 2;

    private LogChecks() {}

    static Map<String, Check> all() {
        return Map.of(RETENTION, LogChecks::retention, TELEMETRY, LogChecks::telemetry);
    }

    private static Finding retention(Seen seen) {
        if (!seen.has("journal") || seen.text("journal").isBlank()) {
            return Finding.inconclusive(RETENTION, "not looked at", "");
        }
        int days = seen.profile().parameters().logDays();
        Map<String, String> journal = seen.values("journal");
        Map<String, String> audit = seen.values("audit");
        List<String> wrong = new ArrayList<>(settings(journal, days));
        List<String> unknown = new ArrayList<>();
        if (!audit.containsKey("audit-log-maxage")) {
            unknown.add("k3s' journal does not tell what its API server was started with");
        } else if (GuardChecks.number(audit.get("audit-log-maxage")) != days) {
            wrong.add("the audit log is kept for " + audit.get("audit-log-maxage") + " days");
        }
        OptionalLong held = Days.since(journal, "since", seen.at());
        OptionalLong entries = Days.since(journal, "oldest", seen.at());
        OptionalLong events = Days.since(audit, "first-of-oldest", seen.at());
        if (held.isEmpty() || entries.isEmpty() || events.isEmpty()) {
            unknown.add("how old entries are is not told");
        } else {
            wrong.addAll(lost("journal", entries.getAsLong(), held.getAsLong(), days));
            wrong.addAll(lost("audit log", events.getAsLong(), held.getAsLong(), days));
        }
        wrong.addAll(tooOld("journal", entries, days + JOURNAL_SLACK));
        wrong.addAll(
                tooOld("audit log", Days.since(audit, "last-of-oldest", seen.at()), days + SLACK));
        String observed =
                "to be kept for %d days; the journal's oldest entry is %s days old, the audit log's %s"
                        .formatted(days, number(entries), number(events));
        if (!wrong.isEmpty()) {
            return Finding.fail(
                    RETENTION,
                    observed + "; " + String.join(", ", wrong),
                    "run `up` again; where the journal lacks days, give /var/log more space; where"
                            + " the audit log does, the cluster is asked for more than its %s files"
                                    .formatted(audit.getOrDefault("audit-log-maxbackup", "?"))
                            + " of 100 MB hold: ship /var/lib/rancher/k3s/server/logs elsewhere");
        }
        return unknown.isEmpty()
                ? Finding.pass(RETENTION, observed)
                : Finding.inconclusive(RETENTION, observed, String.join(", ", unknown));
    }

    private static List<String> settings(Map<String, String> journal, int days) {
        List<String> wrong = new ArrayList<>();
        String storage = journal.getOrDefault("Storage", "auto").toLowerCase(Locale.ROOT);
        if (!"yes".equals(journal.get("persistent")) || storage.matches("volatile|none")) {
            wrong.add("the journal is not kept on disk");
        }
        if (!Days.span(journal.get("MaxRetentionSec")).equals(OptionalLong.of(days))) {
            wrong.add("MaxRetentionSec is " + journal.getOrDefault("MaxRetentionSec", "not set"));
        }
        if (GuardChecks.number(journal.get("changed"))
                > GuardChecks.number(journal.get("started"))) {
            wrong.add("the journal has not read its settings since they changed");
        }
        return wrong;
    }

    /**
     * Entries that should be there: since logs are held to the profile, but no longer than that.
     */
    private static List<String> lost(String log, long oldest, long held, int days) {
        long wanted = Math.min(held, days);
        return oldest + SLACK >= wanted
                ? List.of()
                : List.of("the %s lacks %d days".formatted(log, wanted - oldest));
    }

    private static List<String> tooOld(String log, OptionalLong age, int most) {
        return age.isPresent() && age.getAsLong() > most
                ? List.of("the %s goes back %d days".formatted(log, age.getAsLong()))
                : List.of();
    }

    private static String number(OptionalLong days) {
        return days.isPresent() ? String.valueOf(days.getAsLong()) : "?";
    }

    private static Finding telemetry(Seen seen) {
        ClusterObjects cluster = ClusterObjects.of(seen);
        List<String> loud = new ArrayList<>();
        for (String line : seen.lines("reporters")) {
            String[] words = line.trim().split("\\s+");
            if (line.startsWith("PARTICIPATE=")) {
                if (line.toLowerCase(Locale.ROOT).contains("yes")) {
                    loud.add("popularity-contest takes part");
                }
            } else if (words.length > 1 && !words[1].startsWith("masked")) {
                loud.add(words[0] + " is " + words[1]);
            }
        }
        List<Object> traefik =
                cluster.in("kube-system", "Pod").stream()
                        .filter(
                                pod ->
                                        Fields.text(
                                                        pod,
                                                        "metadata",
                                                        "labels",
                                                        "app.kubernetes.io/name")
                                                .orElse("")
                                                .equals("traefik"))
                        .toList();
        if (traefik.stream().anyMatch(LogChecks::callsHome)) {
            loud.add("Traefik asks for new versions or reports its use");
        }
        if (!loud.isEmpty()) {
            return Finding.fail(
                    TELEMETRY,
                    String.join(", ", loud),
                    "run `up` again; where LOG-04 is in profile.unenforced, set Traefik's"
                            + " global.checkNewVersion and global.sendAnonymousUsage to false, mask"
                            + " the units, purge the package");
        }
        if (!seen.has("reporters") || cluster.namespaces().isEmpty()) {
            return Finding.inconclusive(TELEMETRY, "host or cluster was not looked at", "");
        }
        return Finding.pass(
                TELEMETRY,
                "no reporter of the distribution can start; "
                        + (traefik.isEmpty() ? "no Traefik" : "Traefik asks nobody"));
    }

    /** Its own default asks, so silence must be said. */
    private static boolean callsHome(Object pod) {
        List<String> arguments =
                Fields.list(pod, "spec", "containers").stream()
                        .flatMap(container -> Fields.list(container, "args").stream())
                        .map(argument -> String.valueOf(argument).toLowerCase(Locale.ROOT))
                        .toList();
        return !arguments.contains("--global.checknewversion=false")
                || arguments.contains("--global.sendanonymoususage")
                || arguments.contains("--global.sendanonymoususage=true");
    }
}
