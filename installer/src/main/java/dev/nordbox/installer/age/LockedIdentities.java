package dev.nordbox.installer.age;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A file of {@code age-keygen} behind a passphrase, as {@code age -p} makes it: binary or armoured.
 */
public final class LockedIdentities {
    private final byte[] file;

    private LockedIdentities(byte[] file) {
        this.file = file;
    }

    /** Whether it is an age file in place of keys. */
    public static boolean isOne(byte[] content) {
        return begins(content, Header.VERSION + "\n") || begins(content, Armour.BEGIN);
    }

    /**
     * @throws AgeException NOT_AGE, also when it takes something else than a passphrase; TRUNCATED
     */
    public static LockedIdentities of(byte[] content) throws IOException {
        byte[] file = begins(content, Armour.BEGIN) ? Armour.off(content) : content;
        if (!AgeInput.wantsPassphrase(new ByteArrayInputStream(file))) {
            throw AgeException.notAge("it is encrypted to keys, not with a passphrase");
        }
        return new LockedIdentities(file);
    }

    /**
     * @throws AgeException NO_KEY when the passphrase is another one; UNKNOWN_KEY when no keys are
     *     in it
     */
    public List<Identity> open(char[] passphrase) throws IOException {
        byte[] plain = {};
        try (AgeInput in =
                new AgeInput(new ByteArrayInputStream(file), List.of(new Passphrase(passphrase)))) {
            plain = in.readAllBytes();
            return Identity.parse(new String(plain, StandardCharsets.UTF_8));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static boolean begins(byte[] content, String text) {
        byte[] beginning = text.getBytes(StandardCharsets.US_ASCII);
        return content.length >= beginning.length
                && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
    }
}
