package dev.nordbox.installer.control;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the box' data leaves it, and comes back. */
final class BackupChecks {
    private static final String SEALED = "backups-sealed";

    private BackupChecks() {}

    static Map<String, Check> all() {
        return Map.of(SEALED, BackupChecks::sealed, DrillEvidence.CHECK, BackupChecks::rehearsed);
    }

    private static Finding rehearsed(Seen seen) {
        return DrillEvidence.parse(seen.text("drill"), seen.lines("signers")).finding(seen.at());
    }

    private static Finding sealed(Seen seen) {
        List<String> lines = seen.lines("backups");
        if (!lines.contains("looked=yes")) {
            return Finding.inconclusive(SEALED, "not looked at", "");
        }
        List<String> identities = after(lines, "identity=");
        if (!identities.isEmpty()) {
            return Finding.fail(
                    SEALED,
                    "keys that open backups: " + String.join(", ", identities),
                    "keep them off the box; what they opened needs new recipients");
        }
        if (!after(lines, "s3=").isEmpty()) {
            return Finding.fail(
                    SEALED,
                    "k3s sends its snapshots to an object store as they are",
                    "take etcd-s3 out of k3s' configuration, and `kit save` to where backups go");
        }
        Optional<Instant> kit =
                after(lines, "kit=").stream().findFirst().flatMap(BackupChecks::time);
        return kit.map(
                        at ->
                                Finding.pass(
                                        SEALED,
                                        "the newest kit, an age file, is %d days old; no key that"
                                                        .formatted(
                                                                Duration.between(at, seen.at())
                                                                        .toDays())
                                                + " opens one lies here, and no snapshot goes out"
                                                + " as it is"))
                .orElseGet(
                        () ->
                                Finding.inconclusive(
                                        SEALED,
                                        "no backup was ever made of this box",
                                        "`kit save` makes one"));
    }

    private static List<String> after(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
