package dev.nordbox.installer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeShapeTest {
    private static final int CHUNK = 64 << 10;

    private final X25519Identity key = X25519Identity.make(new SecureRandom());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK})
    void everyLengthThatAFileCanHaveIsFine(int length) throws IOException {
        byte[] file = sealed(length);

        AgeShape.check(new ByteArrayInputStream(file), file.length);
    }

    /** Of the many ends that a file can be cut at, those that no file has. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK + 1})
    void anEndThatNoFileHasIsACut(int length) throws IOException {
        byte[] file = sealed(length);

        for (int missing = length % CHUNK + 1; missing <= length % CHUNK + 15; missing++) {
            assertRefused(file, file.length - missing, AgeException.Reason.TRUNCATED);
        }
    }

    @Test
    void aCutWithinTheHeaderIsOne() throws IOException {
        byte[] file = sealed(10);

        assertRefused(file, 60, AgeException.Reason.TRUNCATED);
        assertRefused("<html>".repeat(50).getBytes(), 300, AgeException.Reason.NOT_AGE);
    }

    private static void assertRefused(byte[] file, int size, AgeException.Reason reason) {
        assertThatExceptionOfType(AgeException.class)
                .as("%d of %d", size, file.length)
                .isThrownBy(() -> AgeShape.check(new ByteArrayInputStream(file, 0, size), size))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private byte[] sealed(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                new AgeOutput(bytes, List.of(key.recipient()), new SecureRandom())) {
            out.write(new byte[length]);
        }
        return bytes.toByteArray();
    }
}
