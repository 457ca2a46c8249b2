package dev.nordbox.installer.recovery;

import dev.nordbox.installer.age.AgeException;
import dev.nordbox.installer.age.Identity;
import dev.nordbox.installer.age.LockedIdentities;
import dev.nordbox.installer.host.ssh.Ed25519File;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of private keys: of {@code age-keygen}, plain or behind a passphrase, or of SSH.
 *
 * @param prompts asked for its passphrase
 */
record IdentityFile(Path path, LoginPrompts prompts) {
    private static final String OF_SSH = "-----BEGIN ";
    private static final int ATTEMPTS = 3;

    /** Whoever names the kit for the key shall hear so, and not run out of memory. */
    private static final int LIMIT = 1 << 20;

    /**
     * @throws ProblemException KIT_UNUSABLE when there are none in it, or they stay locked
     */
    List<Identity> identities() throws ProblemException {
        try {
            byte[] content = content();
            if (LockedIdentities.isOne(content)) {
                return unlocked(LockedIdentities.of(content));
            }
            String text = new String(content, StandardCharsets.UTF_8);
            return text.startsWith(OF_SSH)
                    ? List.of(Ed25519File.open(path, prompts))
                    : Identity.parse(text);
        } catch (IOException e) {
            throw KitProblems.key(path.toString(), e);
        }
    }

    private byte[] content() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IOException("it is too large for a file of keys");
            }
            return content;
        }
    }

    private List<Identity> unlocked(LockedIdentities locked) throws IOException, ProblemException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<char[]> typed = prompts.passphrase(path, attempt);
            if (typed.isEmpty()) {
                throw staysLocked("the key has a passphrase, and nobody typed it");
            }
            try {
                return locked.open(typed.get());
            } catch (AgeException e) {
                if (e.reason() != AgeException.Reason.NO_KEY) {
                    throw e;
                }
            } finally {
                Arrays.fill(typed.get(), '\0');
            }
        }
        throw staysLocked("the passphrase of the key is another one");
    }

    private ProblemException staysLocked(String what) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem(
                        what,
                        path.toString(),
                        "run in a terminal and type it, or name the key without one: `age -d %s >"
                                        .formatted(path)
                                + " KEY`"));
    }
}
