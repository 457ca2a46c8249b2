package dev.nordbox.installer.control;

import dev.nordbox.installer.facts.HostClock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The host, the datastore, and the evidence itself. */
final class HostChecks {
    /** Alternatives are separated by a bar. */
    private static final Map<String, String> KERNEL =
            Map.ofEntries(
                    Map.entry("vm/panic_on_oom", "0"),
                    Map.entry("vm/overcommit_memory", "1"),
                    Map.entry("kernel/panic", "10"),
                    Map.entry("kernel/panic_on_oops", "1"),
                    Map.entry("kernel/kptr_restrict", "1|2"),
                    Map.entry("kernel/dmesg_restrict", "1"),
                    Map.entry("fs/suid_dumpable", "0"),
                    Map.entry("net/ipv4/conf/all/rp_filter", "1|2"),
                    Map.entry("net/ipv4/conf/all/accept_redirects", "0"),
                    Map.entry("net/ipv4/conf/all/send_redirects", "0"),
                    Map.entry("net/ipv4/conf/all/accept_source_route", "0"),
                    Map.entry("net/ipv4/tcp_syncookies", "1"));

    private HostChecks() {}

    static Map<String, Check> all() {
        return Map.ofEntries(
                Map.entry("kernel-in-force", HostChecks::kernel),
                Map.entry("time-synchronised", HostChecks::time),
                Map.entry("swap-off", HostChecks::swap),
                Map.entry("k3s-file-modes", HostChecks::modes),
                Map.entry("no-static-pods", HostChecks::staticPods),
                Map.entry("secrets-canary", HostChecks::secrets),
                Map.entry("audit-canary", HostChecks::audit));
    }

    private static Finding kernel(Seen seen) {
        Map<String, String> found = new TreeMap<>();
        for (String line : seen.lines("kernel")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                found.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        List<String> wrong =
                new TreeMap<>(KERNEL)
                        .entrySet().stream()
                                .filter(
                                        entry ->
                                                !List.of(entry.getValue().split("\\|"))
                                                        .contains(
                                                                found.getOrDefault(
                                                                        entry.getKey(), "?")))
                                .map(entry -> entry.getKey() + " = " + found.get(entry.getKey()))
                                .toList();
        return wrong.isEmpty()
                ? Finding.pass("kernel-in-force", KERNEL.size() + " settings in force")
                : Finding.fail("kernel-in-force", String.join(", ", wrong), mendKernel(seen));
    }

    private static String mendKernel(Seen seen) {
        return seen.config().hardening().sysctl()
                ? "run `up` again"
                : "hardening.sysctl is off, so `up` sets nothing beyond what k3s needs: switch it"
                        + " on, set them yourself, or waive the control";
    }

    private static Finding time(Seen seen) {
        HostClock clock = seen.facts().clock();
        if (!clock.agrees()) {
            return Finding.fail(
                    "time-synchronised",
                    "the box' clock is " + clock.words() + " of the one that asks",
                    "compare `date -u` on both; evidence, waivers and certificates go by them");
        }
        List<String> said = seen.lines("time");
        boolean chrony = said.contains("chrony active");
        return said.contains("yes")
                ? Finding.pass("time-synchronised", "NTPSynchronized yes")
                : Finding.fail(
                        "time-synchronised",
                        "NTPSynchronized " + (said.contains("no") ? "no" : "unknown"),
                        "list a time server with 123/udp in profile.egress and name it in "
                                + (chrony
                                        ? "/etc/chrony/sources.d/local.sources (`server NAME"
                                                + " iburst`), then `chronyc reload sources`"
                                        : "/etc/systemd/timesyncd.conf (`NTP=NAME`), then"
                                                + " `systemctl restart systemd-timesyncd`")
                                + (seen.config().hardening().time()
                                        ? ""
                                        : "; hardening.time is off, so `up` has no service run"));
    }

    private static Finding swap(Seen seen) {
        if (!seen.has("swap")) {
            return Finding.inconclusive("swap-off", "not looked at", "");
        }
        List<String> swaps = seen.lines("swap");
        return swaps.isEmpty()
                ? Finding.pass("swap-off", "no swap")
                : Finding.fail(
                        "swap-off",
                        String.join("; ", swaps),
                        "swapoff -a, and take its line out of /etc/fstab");
    }

    private static Finding modes(Seen seen) {
        List<String> lines = seen.lines("modes");
        if (lines.isEmpty()) {
            return Finding.inconclusive("k3s-file-modes", "no file was found", "");
        }
        List<String> open =
                lines.stream().filter(line -> !line.matches("[4-7]00 root:root .*")).toList();
        return open.isEmpty()
                ? Finding.pass("k3s-file-modes", lines.size() + " files are root's alone")
                : Finding.fail("k3s-file-modes", String.join(", ", open), "run `up` again");
    }

    private static Finding staticPods(Seen seen) {
        if (!seen.has("static-pods")) {
            return Finding.inconclusive("no-static-pods", "not looked at", "");
        }
        List<String> files = seen.lines("static-pods");
        return files.isEmpty()
                ? Finding.pass("no-static-pods", "none")
                : Finding.fail(
                        "no-static-pods",
                        String.join(", ", files),
                        "static pods pass no admission");
    }

    private static Finding secrets(Seen seen) {
        Map<String, String> canary = seen.values("canary");
        String observed =
                "marker of the Secret found: %s; of the ConfigMap: %s; secretbox: %s"
                        .formatted(
                                canary.get("secret-in-datastore"),
                                canary.get("configmap-in-datastore"),
                                canary.get("secretbox-in-datastore"));
        if ("yes".equals(canary.get("secret-in-datastore"))) {
            return Finding.fail("secrets-canary", observed, "the datastore holds it in clear");
        }
        if (!isMade(canary)) {
            return Finding.inconclusive("secrets-canary", observed, "the Secret was not made");
        }
        boolean looked = "yes".equals(canary.get("configmap-in-datastore"));
        boolean encrypted = "yes".equals(canary.get("secretbox-in-datastore"));
        return looked && encrypted
                ? Finding.pass("secrets-canary", observed)
                : Finding.inconclusive(
                        "secrets-canary",
                        observed,
                        "the positive control was not found, so the search proves nothing");
    }

    private static boolean isMade(Map<String, String> canary) {
        return "0".equals(canary.get("created"));
    }

    private static Finding audit(Seen seen) {
        Map<String, String> canary = seen.values("canary");
        boolean event = "yes".equals(canary.get("event-in-audit"));
        boolean content =
                "yes".equals(canary.get("marker-in-audit"))
                        || "yes".equals(canary.get("marker-in-audit-encoded"));
        String observed =
                "event: %s, content: %s".formatted(event ? "yes" : "no", content ? "yes" : "no");
        if (content) {
            return Finding.fail("audit-canary", observed, "the log holds content of a Secret");
        }
        if (!isMade(canary)) {
            return Finding.inconclusive("audit-canary", observed, "the Secret was not made");
        }
        return event
                ? Finding.pass("audit-canary", observed)
                : Finding.fail(
                        "audit-canary", observed, "nothing was logged of a Secret being made");
    }
}
