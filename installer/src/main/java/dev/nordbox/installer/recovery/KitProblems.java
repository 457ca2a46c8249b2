package dev.nordbox.installer.recovery;

import dev.nordbox.installer.age.AgeException;
import dev.nordbox.installer.kit.KitDamaged;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.StoreRefused;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a kit cannot be used, and what now. */
final class KitProblems {
    private KitProblems() {}

    static ProblemException notWritten(String file, IOException e) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem(
                        "the kit cannot be saved: " + reason(e),
                        file,
                        e instanceof StoreRefused refused
                                ? refused.remedy()
                                : "see to it, and run it again"),
                e);
    }

    /** Of a kit that was to be read. */
    static ProblemException notRead(Path file, IOException e) {
        if (e instanceof AgeException age) {
            return problem(
                    "the kit cannot be opened: " + e.getMessage(), file, remedy(age, file), e);
        }
        if (e instanceof KitDamaged) {
            return problem(
                    e.getMessage(), file, "take another kit: this one cannot be relied on", e);
        }
        return problem("the kit cannot be read: " + reason(e), file, "name a kit that is there", e);
    }

    private static String remedy(AgeException e, Path file) {
        return switch (e.reason()) {
            case NO_KEY, UNKNOWN_KEY -> "name the key that it was saved for: the private half";
            case TRUNCATED -> "take another copy of it: this one is not whole";
            case TAMPERED -> "take another copy of it: this one was cut or changed";
            case ARMOURED ->
                    "take the armour off: `grep -v -- ----- %1$s | base64 -d > %1$s.bin`, then name"
                                    .formatted(file)
                            + " that file";
            case NOT_AGE -> "name a file that `kit save` has written";
        };
    }

    /** Of a key for kits. */
    static ProblemException key(String where, IOException e) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem(
                        reason(e),
                        where,
                        "name age1…, age1pq1… or a line ssh-ed25519 AAAA… to save for, the private half of it"
                                + " to open with"),
                e);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }

    private static ProblemException problem(String what, Path file, String remedy, IOException e) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE, new Problem(what, file.toString(), remedy), e);
    }
}
