package dev.nordbox.installer.age;

import static dev.nordbox.installer.age.TrialAge.bytes;
import static dev.nordbox.installer.age.TrialAge.decrypt;
import static dev.nordbox.installer.age.TrialAge.encrypt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nordbox.installer.age.AgeException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {
    private static final int CHUNK = 64 * 1024;

    private final X25519Identity me = X25519Identity.make(TrialAge.RANDOM);
    private final X25519Identity other = X25519Identity.make(TrialAge.RANDOM);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 77})
    void whatIsEncryptedIsDecrypted(int size) throws IOException {
        byte[] file = encrypt(bytes(size), me.recipient());

        assertThat(decrypt(file, me)).isEqualTo(bytes(size));
    }

    @Test
    void keysAreWrittenAsAgeWritesThem() throws IOException {
        // The key of 32 bytes 0x42, which age's own test files use.
        String secret =
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

        X25519Identity identity =
                (X25519Identity) Identity.parse("# created: today\n" + secret + "\n\n").get(0);

        assertThat(identity.recipient())
                .hasToString("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj");
        assertThat(identity.secretText()).isEqualTo(secret);
        assertThat(Recipient.parse(identity.recipient().toString()))
                .hasToString(identity.recipient().toString());
    }

    @Test
    void everyRecipientOpensItAndNobodyElse() throws IOException {
        byte[] file = encrypt(bytes(10), me.recipient(), other.recipient());

        assertThat(decrypt(file, me)).isEqualTo(decrypt(file, other)).isEqualTo(bytes(10));
        assertRefused(Reason.NO_KEY, file, X25519Identity.make(TrialAge.RANDOM));
    }

    @Test
    void aPassphraseOpensItAndAnotherDoesNot() throws IOException {
        byte[] file = encrypt(bytes(10), new Passphrase("blåbær".toCharArray()));

        assertThat(AgeInput.wantsPassphrase(new ByteArrayInputStream(file))).isTrue();
        assertThat(decrypt(file, new Passphrase("blåbær".toCharArray()))).isEqualTo(bytes(10));
        assertRefused(Reason.NO_KEY, file, new Passphrase("blabar".toCharArray()));
    }

    @Test
    void aPassphraseStandsAlone() {
        Passphrase passphrase = new Passphrase("x".toCharArray());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encrypt(bytes(1), passphrase, me.recipient()));
        assertThatIllegalArgumentException().isThrownBy(() -> encrypt(bytes(1)));
    }

    @Test
    void aPostQuantumKeyStandsAmongItsLike() throws IOException {
        HybridIdentity one = HybridIdentity.make(TrialAge.RANDOM);
        HybridIdentity other = HybridIdentity.make(TrialAge.RANDOM);
        byte[] file = encrypt(bytes(10), one.recipient(), other.recipient());

        assertThat(decrypt(file, one)).isEqualTo(bytes(10));
        assertThat(decrypt(file, me, other)).isEqualTo(bytes(10));
        assertRefused(Reason.NO_KEY, file, HybridIdentity.make(TrialAge.RANDOM));
        assertRefused(Reason.NO_KEY, file, me);
        assertThat(Recipient.canShareAFile(List.of(one.recipient(), me.recipient()))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encrypt(bytes(1), one.recipient(), me.recipient()));
    }

    @Test
    void aPostQuantumKeyIsReadAndWrittenAsAgeDoes() throws IOException {
        HybridIdentity one = HybridIdentity.make(TrialAge.RANDOM);
        String recipient = one.recipient().toString();

        assertThat(recipient).startsWith("age1pq1").hasSize(1959);
        assertThat(Recipient.parse(recipient)).hasToString(recipient);
        assertThat(one.secretText()).startsWith("AGE-SECRET-KEY-PQ-1");
        assertThat(((HybridIdentity) Identity.parse(one.secretText()).get(0)).recipient())
                .hasToString(recipient);
        String other = recipient.charAt(100) == 'q' ? "p" : "q";
        String typo = recipient.substring(0, 100) + other + recipient.substring(101);
        assertThatExceptionOfType(AgeException.class).isThrownBy(() -> Recipient.parse(typo));
    }

    @Test
    void aFileForAPostQuantumKeyWithAnyByteOfItsHeaderChangedIsRefused() {
        HybridIdentity one = HybridIdentity.make(TrialAge.RANDOM);
        byte[] file = encrypt(bytes(10), one.recipient());

        for (int at = 0; at < TrialAge.headerLength(file); at += 7) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThatExceptionOfType(AgeException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> decrypt(changed, one));
        }
    }

    /** What is let go of for each chunk, Java keeps for as long as it likes. */
    @Test
    void whatItTakesDoesNotGrowWithTheFile() throws IOException {
        byte[] file = encrypt(bytes(32 << 20), me.recipient());
        byte[] some = bytes(CHUNK);

        long saving = allocated();
        try (AgeOutput out =
                new AgeOutput(
                        OutputStream.nullOutputStream(),
                        List.of(me.recipient()),
                        TrialAge.RANDOM)) {
            for (int count = 0; count < 32 << 20; count += some.length) {
                out.write(some);
            }
        }
        assertThat(allocated() - saving).isLessThan(8 << 20);

        long opening = allocated();
        try (AgeInput in = new AgeInput(new ByteArrayInputStream(file), List.of(me))) {
            int read = in.read(some);
            while (read > 0) {
                read = in.read(some);
            }
        }
        assertThat(allocated() - opening).isLessThan(8 << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void aFileThatWasNotClosedIsNotWhole() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        @SuppressWarnings("resource") // that is the point
        OutputStream out = new AgeOutput(file, List.of(me.recipient()), TrialAge.RANDOM);
        out.write(bytes(2 * CHUNK));

        assertRefused(Reason.TRUNCATED, file.toByteArray(), me);
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] file = encrypt(bytes(2 * CHUNK + 100), me.recipient());
        int header = TrialAge.headerLength(file);

        for (int length = 0; length < file.length; length += length < header + 40 ? 1 : 1009) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(AgeException.class)
                    .as("%d of %d bytes", length, file.length)
                    .isThrownBy(() -> decrypt(cut, me));
        }
        int firstChunk = header + 16 + CHUNK + 16;
        assertRefused(Reason.TRUNCATED, Arrays.copyOf(file, firstChunk), me);
        assertRefused(Reason.TRUNCATED, Arrays.copyOf(file, header + 16), me);
    }

    @Test
    void aFileWithAnyByteChangedIsRefused() {
        byte[] file = encrypt(bytes(CHUNK + 100), me.recipient());
        int header = TrialAge.headerLength(file);

        for (int at = 0; at < file.length; at += at < header + 40 ? 1 : 499) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThatExceptionOfType(AgeException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> decrypt(changed, me));
        }
    }

    @Test
    void aReaderThatGoesOnAfterARefusalNeverSeesTheEnd() throws IOException {
        byte[] file = encrypt(bytes(CHUNK + 100), me.recipient());
        file[file.length - 1] ^= 1;

        try (InputStream in = new AgeInput(new ByteArrayInputStream(file), List.of(me))) {
            assertThat(in.readNBytes(CHUNK)).hasSize(CHUNK);
            assertThatExceptionOfType(AgeException.class).isThrownBy(in::read);
            assertThatExceptionOfType(AgeException.class).isThrownBy(in::read);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age1",
                "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk",
                "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWj",
                "age1pq1qqqq",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqz",
                "ssh-ed25519 %%%",
                "ssh-rsa AAAAB3NzaC1yc2E",
                "somebody"
            })
    void aMistypedRecipientIsRefused(String text) {
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> Recipient.parse(text))
                .matches(e -> e.reason() == Reason.UNKNOWN_KEY);
    }

    @Test
    void aMistypedIdentityIsRefusedAndNotRepeated() {
        String typed = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEP";

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> Identity.parse(typed))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("GFPYY"));
        assertThatExceptionOfType(AgeException.class).isThrownBy(() -> Identity.parse("# none\n"));
    }

    private static void assertRefused(Reason reason, byte[] file, Identity identity) {
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> decrypt(file, identity))
                .matches(e -> e.reason() == reason, reason.toString());
    }
}
