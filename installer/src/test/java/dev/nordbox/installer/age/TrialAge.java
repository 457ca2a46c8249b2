package dev.nordbox.installer.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;

/** Encrypts and decrypts whole arrays, and takes files apart. */
final class TrialAge {
    static final SecureRandom RANDOM = new SecureRandom();

    private TrialAge() {}

    static byte[] encrypt(byte[] plain, Recipient... recipients) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (AgeOutput out = new AgeOutput(file, List.of(recipients), RANDOM)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    static byte[] decrypt(byte[] file, Identity... identities) throws IOException {
        try (AgeInput in = new AgeInput(new ByteArrayInputStream(file), List.of(identities))) {
            return in.readAllBytes();
        }
    }

    /** The same for the same count. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Where the line with the MAC ends. */
    static int headerLength(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.indexOf('\n', text.indexOf("\n--- ") + 1) + 1;
    }
}
