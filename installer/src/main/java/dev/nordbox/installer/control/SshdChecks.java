package dev.nordbox.installer.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How sshd lets people in: by what it makes of its whole configuration, for everybody and for each
 * account that has a password, and by what the one that runs offers.
 */
final class SshdChecks {
    private static final String KEYS_ONLY = "sshd-keys-only";
    private static final String OFFERS = "offers ";

    /** Beside what is typed: a ticket of a domain, the word of another host. */
    private static final List<String> WITHOUT_A_KEY =
            List.of(
                    "password",
                    "keyboard-interactive",
                    "gssapi-with-mic",
                    "gssapi-keyex",
                    "hostbased");

    private SshdChecks() {}

    static Map<String, Check> all() {
        return Map.of(KEYS_ONLY, SshdChecks::keysOnly);
    }

    private static Finding keysOnly(Seen seen) {
        List<String> lines = seen.lines("sshd");
        List<String> effective =
                lines.stream().filter(line -> line.matches("\\S+authentication (yes|no)")).toList();
        if (effective.isEmpty()) {
            return Finding.inconclusive(KEYS_ONLY, "sshd -T says nothing", "");
        }
        List<String> open = new ArrayList<>();
        if (!alwaysAsksForAKey(lines)) {
            lines.stream().filter(SshdChecks::opensWithoutAKey).forEach(open::add);
            long accounts = lines.stream().filter(line -> line.startsWith("account ")).count();
            if (open.isEmpty() && accounts > 0) {
                open.add("passwords of %d accounts by a Match block".formatted(accounts));
            }
        }
        lines.stream().filter(SshdChecks::offersMore).forEach(open::add);
        if (!open.isEmpty()) {
            return Finding.fail(
                    KEYS_ONLY,
                    String.join(", ", open),
                    "set GSSAPIAuthentication and HostbasedAuthentication to no; for the rest run `up`"
                            + " again, it says what keeps sshd from taking keys only; `sshd -T -C"
                            + " user=NAME,host=x,addr=ADDRESS` shows what holds for whom");
        }
        if (lines.stream().noneMatch(line -> line.startsWith(OFFERS))) {
            return Finding.inconclusive(
                    KEYS_ONLY,
                    String.join(", ", effective),
                    "the sshd that runs was not reached from the host itself, so what it offers is"
                            + " not seen; it may have read other settings");
        }
        return lines.stream().anyMatch(line -> line.startsWith("match "))
                ? Finding.inconclusive(
                        KEYS_ONLY,
                        "a Match block takes more than keys; of whom or from where is not tried",
                        "take it out of /etc/ssh/sshd_config and what that includes")
                : Finding.pass(KEYS_ONLY, String.join(", ", effective));
    }

    private static boolean opensWithoutAKey(String line) {
        return line.matches("(password|kbdinteractive|gssapi|hostbased)authentication yes");
    }

    /** The server that runs, whatever its files say by now: {@code offers publickey,password}. */
    private static boolean offersMore(String line) {
        return line.startsWith(OFFERS)
                && Arrays.stream(line.substring(OFFERS.length()).split(","))
                        .anyMatch(WITHOUT_A_KEY::contains);
    }

    /** A password on top of a key opens nothing by itself. */
    private static boolean alwaysAsksForAKey(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("authenticationmethods "))
                .flatMap(line -> Arrays.stream(line.split(" ")).skip(1))
                .map(way -> List.of(way.split(",")))
                .map(way -> way.contains("publickey"))
                .reduce(Boolean::logicalAnd)
                .orElse(false);
    }
}
