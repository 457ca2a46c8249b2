package dev.nordbox.installer.control;

import dev.nordbox.installer.facts.HostClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The evidence of earlier runs, as it was found before this one. */
final class EvidenceChecks {
    private static final String CHAIN = "evidence-chain";

    private EvidenceChecks() {}

    static Map<String, Check> all() {
        return Map.of(CHAIN, EvidenceChecks::chain);
    }

    private static Finding chain(Seen seen) {
        List<String> problems = all(seen, "problem");
        Optional<String> newest = word(seen, "newest");
        if (!problems.isEmpty()) {
            return Finding.fail(
                    CHAIN,
                    String.join("; ", problems),
                    "keep a copy of /var/lib/nordbox-installer/evidence and find out who changed"
                            + " it; once its runs (*.jsonl, *.jsonl.sig) are moved elsewhere, a new"
                            + " chain begins");
        }
        int days = seen.profile().parameters().evidenceDays();
        if (newest.isEmpty()) {
            return word(seen, "runs").isPresent()
                    ? Finding.inconclusive(CHAIN, first(seen), "")
                    : Finding.inconclusive(CHAIN, "not looked at", "");
        }
        Optional<String> signer = word(seen, "signed");
        String observed =
                "%s runs in one chain, %s %s, %s"
                        .formatted(
                                word(seen, "runs").orElse("?"),
                                word(seen, "own")
                                        .map(own -> own + " the box' own; the last by a person")
                                        .orElse("the last"),
                                newest.get(),
                                signer.map(key -> "signed with " + key).orElse("not signed"));
        if (isByTheBox(seen)) {
            return Finding.inconclusive(
                    CHAIN,
                    observed,
                    "a box does not vouch for evidence that lies on it: a person's `verify` does,"
                            + " every %d days at least".formatted(days));
        }
        Instant dated = Instant.parse(word(seen, "dated").orElse(Instant.MIN.toString()));
        if (HostClock.isYetToCome(dated, seen.at())) {
            return Finding.fail(
                    CHAIN,
                    observed + ", which is yet to come",
                    "a clock was ahead, then or now: compare `date -u` here and on the box; once"
                            + " both are right, this run takes its place");
        }
        if (signer.isEmpty() || dated.plus(Duration.ofDays(days)).isBefore(seen.at())) {
            return Finding.fail(
                    CHAIN,
                    observed,
                    "run `verify` every %d days at least, with a key that signs".formatted(days));
        }
        return word(seen, "known").equals(Optional.of("true"))
                ? Finding.pass(CHAIN, observed)
                : stranger(seen, observed);
    }

    private static boolean isByTheBox(Seen seen) {
        return word(seen, "by").equals(Optional.of("box"));
    }

    /** A box' own runs are none of anybody else. */
    private static String first(Seen seen) {
        String own = word(seen, "own").map(n -> "; " + n + " are the box' own").orElse("");
        return (isByTheBox(seen) ? "no person has proved it yet" : "this is the first run") + own;
    }

    /** The chain holds, so whose signature is on its end decides about all of it. */
    private static Finding stranger(Seen seen, String observed) {
        return seen.profile().parameters().signers().isEmpty()
                ? new Finding(
                        CHAIN,
                        Result.MANUAL,
                        observed,
                        "that is not the key at hand: somebody must know whose it is, and name it"
                                + " in profile.signers")
                : Finding.fail(
                        CHAIN,
                        observed,
                        "profile.signers does not name that key: find out who ran `verify` with"
                                + " it");
    }

    private static Optional<String> word(Seen seen, String key) {
        return all(seen, key).stream().findFirst();
    }

    private static List<String> all(Seen seen, String key) {
        return seen.lines("evidence").stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }
}
