package dev.nordbox.installer.control;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.profile.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The host's packet filter: what it holds, and what came of trying. */
final class GuardChecks {
    private static final int API = 6443;
    private static final Pattern OPENED = Pattern.compile("(?<first>\\d+)(-(?<last>\\d+))?/tcp");

    private GuardChecks() {}

    static Map<String, Check> all() {
        return Map.of(
                "guard-in-force", GuardChecks::inForce,
                "guard-before-k3s", GuardChecks::beforeK3s,
                "PR-06", seen -> denied(seen, "PR-06", "pod"),
                "PR-07", seen -> denied(seen, "PR-07", "pod"),
                "PR-08", GuardChecks::listedEndpointsAnswer,
                "PR-09", GuardChecks::race,
                "PR-12", seen -> denied(seen, "PR-12", "host"),
                "PR-13", seen -> denied(seen, "PR-13", "host"),
                "PR-14", GuardChecks::fromOutside);
    }

    private static Finding inForce(Seen seen) {
        String id = "guard-in-force";
        String table = seen.text("guard");
        boolean closed =
                closed(table, "input") && closed(table, "forward") && closed(table, "output");
        if (!closed) {
            return Finding.fail(
                    id,
                    table.contains("table inet nordbox")
                            ? "a chain of the table lets through what no rule names"
                            : "no table inet nordbox is loaded",
                    "run `up` again");
        }
        Optional<String> loaded = seen.facts().guard().listing();
        boolean proved =
                loaded.isPresent() && loaded.equals(seen.facts().guard().committedListing());
        String sum = "sha256 " + loaded.orElse("?").substring(0, loaded.isPresent() ? 12 : 1);
        return proved
                ? Finding.pass(id, "the table is the one a login proved, " + sum)
                : Finding.fail(
                        id,
                        "the loaded table is not the one a login proved, " + sum,
                        "see `nft list table inet nordbox`, then run `up` again");
    }

    private static boolean closed(String table, String chain) {
        int start = table.indexOf("chain " + chain + " {");
        int end = start < 0 ? -1 : table.indexOf("\n\t}", start);
        return end > 0 && table.substring(start, end).contains("policy drop;");
    }

    private static Finding beforeK3s(Seen seen) {
        String id = "guard-before-k3s";
        Map<String, String> order = seen.values("guard-order");
        boolean wired = seen.text("guard-order").contains("nordbox-guard.service");
        long guard = number(order.get("guard"));
        long k3s = number(order.get("k3s"));
        String observed =
                "guard %d s, k3s %d s after boot".formatted(guard / 1_000_000, k3s / 1_000_000);
        if (guard == 0 || k3s == 0) {
            return Finding.inconclusive(id, observed, "systemd does not tell when both started");
        }
        return wired && guard <= k3s && "enabled".equals(order.get("enabled"))
                ? Finding.pass(id, observed)
                : Finding.fail(
                        id, observed, "k3s must require the guard's unit and start after it");
    }

    /** No connection, and the guard counted it: silence alone could be a broken cable. */
    private static Finding denied(Seen seen, String id, String from) {
        Map<String, String> probe = seen.probe(id);
        if (probe.isEmpty()) {
            return Finding.inconclusive(id, "not run", "the probe did not come to its end");
        }
        String answer = probe.getOrDefault("answer", "");
        if (answer.equals("no-route")) {
            return Finding.notApplicable(id, "the host has no IPv6 route");
        }
        long counted = number(probe.get("counted"));
        String observed = "from %s: %s, %d counted".formatted(from, answer, counted);
        if (answer.equals("open")) {
            return Finding.fail(id, observed, "what no list names was reached");
        }
        if (from.equals("pod") && !podsPlaceWorks(seen)) {
            return Finding.inconclusive(
                    id, observed, "the positive control failed: not even the API was reached");
        }
        return counted >= number(probe.get("tries"))
                ? Finding.pass(id, observed)
                : Finding.inconclusive(
                        id, observed, "no connection, but the guard did not count it either");
    }

    private static boolean podsPlaceWorks(Seen seen) {
        return "open".equals(seen.probe("ready").get("state"));
    }

    private static Finding race(Seen seen) {
        Map<String, String> probe = seen.probe("PR-09");
        long open = number(probe.get("open"));
        long tries = number(probe.get("tries"));
        long counted = number(probe.get("counted"));
        String observed =
                "%d of %d first packets got out, %d counted".formatted(open, tries, counted);
        if (open > 0) {
            return Finding.fail("PR-09", observed, "a pod without policies reached the outside");
        }
        return tries > 0 && counted >= tries && podsPlaceWorks(seen)
                ? Finding.pass("PR-09", observed)
                : Finding.inconclusive("PR-09", observed, "the tries were not counted as denied");
    }

    private static Finding listedEndpointsAnswer(Seen seen) {
        List<String> silent = new ArrayList<>();
        int tried = 0;
        for (String line : seen.lines("probes")) {
            if (line.startsWith("PR-08 ")) {
                tried++;
                if (!line.contains(" answer=open ")) {
                    silent.add(line.substring("PR-08 ".length()));
                }
            }
        }
        if (tried == 0) {
            return Finding.notApplicable(
                    "PR-08", "no endpoint is a single address with a TCP port");
        }
        String observed = "%d of %d endpoints answer".formatted(tried - silent.size(), tried);
        return silent.isEmpty()
                ? Finding.pass("PR-08", observed)
                : Finding.inconclusive(
                        "PR-08",
                        observed,
                        "without an answer nothing shows that the list is wide enough: "
                                + String.join(", ", silent));
    }

    private static Finding fromOutside(Seen seen) {
        OutsideProbe.Answers answers = seen.outside();
        if (!answers.direct()) {
            return Finding.inconclusive("PR-14", "not tried", answers.untried());
        }
        List<Integer> wrong =
                answers.open().stream()
                        .filter(port -> port != API) // the operator may be among the admins
                        .filter(port -> !isOpened(port, seen.config().open()))
                        .toList();
        String observed = "open of " + OutsideProbe.PORTS + ": " + answers.open();
        return wrong.isEmpty()
                ? Finding.pass("PR-14", observed)
                : Finding.fail("PR-14", observed, "not opened by the profile: " + wrong);
    }

    /**
     * @param open ports and ranges of them, {@code 30000-32767/tcp}
     */
    private static boolean isOpened(int port, List<String> open) {
        return open.stream()
                .map(OPENED::matcher)
                .filter(Matcher::matches)
                .anyMatch(
                        range -> {
                            int first = Integer.parseInt(range.group("first"));
                            String last = range.group("last");
                            return first <= port
                                    && port <= (last == null ? first : Integer.parseInt(last));
                        });
    }

    /** An address that documentation owns and no endpoint covers. */
    static String elsewhere(Parameters parameters) {
        return List.of("192.0.2.1", "198.51.100.1", "203.0.113.1").stream()
                .filter(address -> !covered(parameters, address))
                .findFirst()
                .orElse("192.0.2.1");
    }

    private static boolean covered(Parameters parameters, String address) {
        Cidr one = Cidr.parse(address + "/32").orElseThrow();
        return parameters.egress().stream().anyMatch(endpoint -> one.isAmong(endpoint.cidrs()));
    }

    static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
