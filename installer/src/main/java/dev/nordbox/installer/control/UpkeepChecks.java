package dev.nordbox.installer.control;

import dev.nordbox.installer.steps.WatchWithAuditd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Whether the host is kept up, and watched, when nobody looks. */
final class UpkeepChecks {
    private static final String UPDATES = "security-updates";
    private static final String RULES = "audit-rules";

    /** Timers run each day; a box may have been off for a while. */
    private static final int DAYS = 7;

    private UpkeepChecks() {}

    static Map<String, Check> all() {
        return Map.of(UPDATES, UpkeepChecks::updates, RULES, UpkeepChecks::rules);
    }

    private static Finding updates(Seen seen) {
        if (!seen.has("updates") || seen.text("updates").isBlank()) {
            return Finding.inconclusive(UPDATES, "not looked at", "");
        }
        List<String> lines = seen.lines("updates");
        if (!lines.contains("installed=yes")) {
            return Finding.fail(
                    UPDATES,
                    "unattended-upgrades is not there",
                    "list a package mirror in profile.egress, `apt-get install"
                            + " unattended-upgrades`, and run `up` again");
        }
        List<String> wrong = new ArrayList<>();
        for (String key : List.of("Update-Package-Lists", "Unattended-Upgrade")) {
            if (!isOn(lines, "APT::Periodic::" + key, false)) {
                wrong.add("APT::Periodic::" + key + " is off");
            }
        }
        if (!isOn(lines, "APT::Periodic::Enable", true)) {
            wrong.add("APT::Periodic::Enable is off");
        }
        if (lines.stream().noneMatch(UpkeepChecks::isSecurityOrigin)) {
            wrong.add("no security origin is allowed");
        }
        lines.stream()
                .filter(line -> line.startsWith("timer ") && !line.endsWith(" active"))
                .map(line -> line.substring("timer ".length()))
                .forEach(wrong::add);
        boolean upSetsIt = !wrong.isEmpty();
        OptionalLong last = Days.since(seen.values("updates"), "last", seen.at());
        if (last.isPresent() && last.getAsLong() > DAYS) {
            wrong.add("the last run was " + last.getAsLong() + " days ago");
        }
        OptionalLong archive = Days.since(seen.values("updates"), "archive", seen.at());
        if (archive.isPresent() && archive.getAsLong() > DAYS) {
            wrong.add(
                    "the security archive was last reached as of %d days ago"
                            .formatted(archive.getAsLong()));
        }
        if (wrong.isEmpty() && archive.isEmpty()) {
            return Finding.inconclusive(
                    UPDATES,
                    "the security archive was not reached yet",
                    "`apt-get update` on the box tells whether it is in reach");
        }
        String ran =
                last.isPresent()
                        ? "last run %d days ago".formatted(last.getAsLong())
                        : "no run yet";
        return wrong.isEmpty()
                ? Finding.pass(UPDATES, "security updates come by themselves, " + ran)
                : Finding.fail(UPDATES, String.join(", ", wrong), mend(upSetsIt));
    }

    /** What {@code up} has no part in is not to be had by running it. */
    private static String mend(boolean upSetsIt) {
        return upSetsIt
                ? "run `up` again with hardening.updates on; a timer that somebody masked is left to"
                        + " them: `systemctl unmask`"
                : "`apt-get update`, `systemctl list-timers 'apt-daily*'` and"
                        + " /var/log/unattended-upgrades on the box tell why";
    }

    /** {@code KEY "1";} as {@code apt-config dump} has it, the last one counts. */
    private static boolean isOn(List<String> lines, String key, boolean otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(key + " \""))
                .reduce((first, last) -> last)
                .map(line -> !line.matches(".* \"(0|false|no|off|)\";"))
                .orElse(otherwise);
    }

    private static boolean isSecurityOrigin(String line) {
        return line.matches("Unattended-Upgrade::(Allowed-Origins|Origins-Pattern)::.*ecurity.*");
    }

    private static Finding rules(Seen seen) {
        if (!seen.has("auditd") || seen.text("auditd").isBlank()) {
            return Finding.inconclusive(RULES, "not looked at", "");
        }
        List<String> lines = seen.lines("auditd");
        if (!lines.contains("installed=yes")) {
            return Finding.fail(
                    RULES,
                    "auditd is not there",
                    "list a package mirror in profile.egress, `apt-get install auditd`, and run"
                            + " `up` again");
        }
        List<String> wrong = new ArrayList<>();
        if (!lines.contains("service=active")) {
            wrong.add("auditd does not run");
        }
        if (lines.stream().noneMatch(line -> line.matches("enabled=[12]"))) {
            wrong.add("the kernel audits nothing");
        }
        List<String> unwatched =
                WatchWithAuditd.WATCHED.stream()
                        .filter(path -> lines.stream().noneMatch(line -> watches(line, path)))
                        .toList();
        if (!unwatched.isEmpty()) {
            wrong.add("not watched: " + String.join(", ", unwatched));
        }
        return wrong.isEmpty()
                ? Finding.pass(RULES, WatchWithAuditd.WATCHED.size() + " places are watched")
                : Finding.fail(RULES, String.join("; ", wrong), mendRules(lines));
    }

    private static String mendRules(List<String> lines) {
        if (lines.contains("enabled=2")) {
            return "somebody locked the rules until the next boot, which reads ours: reboot";
        }
        return lines.contains("enabled=1")
                ? "run `up` again, which loads them; what it says where they do not load helps on"
                : "auditing is off in the kernel: take audit=0 from its command line, or `auditctl -e"
                        + " 1`, then run `up` again";
    }

    /**
     * In either way that {@code auditctl -l} writes it; writes have to be among what is watched.
     */
    private static boolean watches(String line, String path) {
        List<String> words = List.of(line.split("\\s+"));
        int watch = words.indexOf("-w");
        boolean place =
                watch >= 0 && watch + 1 < words.size() && words.get(watch + 1).equals(path)
                        || words.contains("dir=" + path)
                        || words.contains("path=" + path);
        return place && (words.stream().anyMatch(word -> word.matches("(perm=)?[rxa]*w[rwxa]*")));
    }
}
