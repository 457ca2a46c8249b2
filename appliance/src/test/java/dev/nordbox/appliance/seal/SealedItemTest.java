package dev.nordbox.appliance.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.seal.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedItemTest {

    private static final Label STRICT = new Label(Scope.STRICT, "myns", "mysecret");

    static Stream<Vector> good() {
        return Vectors.good();
    }

    static Stream<Vector> bad() {
        return Vectors.bad();
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatOthersSealedUnseals(Vector vector) throws Exception {
        SealedItem item = SealedItem.parse(vector.text("ciphertextBase64"));

        Optional<byte[]> value = item.unseal(vector.key(), vector.label());

        assertThat(value).isPresent();
        assertThat(value.get())
                .isEqualTo(Base64.getDecoder().decode(vector.text("plaintextBase64")));
        assertThat(item.base64()).isEqualTo(vector.text("ciphertextBase64"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatMustFailFails(Vector vector) {
        assertThat(unseals(vector.text("ciphertextBase64"), vector.key(), label(vector))).isFalse();
    }

    @Test
    void whatIsSealedUnsealsUnderItsLabelAlone() throws Exception {
        byte[] value = "s3cr3t\n".getBytes(StandardCharsets.UTF_8);
        SealingKey key = Vectors.keyB();
        for (Scope scope : Scope.values()) {
            Label label = new Label(scope, "myns", "mysecret");

            SealedItem item = SealedItem.seal(key.certificate(), label, value, new SecureRandom());

            assertThat(item.unseal(key, label)).hasValue(value);
            assertThat(item.unseal(key, new Label(scope, "other", "mysecret")).isPresent())
                    .isEqualTo(scope == Scope.CLUSTER_WIDE);
            assertThat(item.unseal(key, new Label(scope, "myns", "other")).isPresent())
                    .isEqualTo(scope != Scope.STRICT);
            assertThat(item.unseal(Vectors.keyA(), label)).isEmpty();
        }
    }

    @Test
    void aKeyOf4096BitsGivesTheWellKnownBeginning() throws Exception {
        SealedItem item =
                SealedItem.seal(
                        Vectors.keyA().certificate(), STRICT, new byte[] {1}, new SecureRandom());

        assertThat(item.base64()).startsWith("Ag");
    }

    @Test
    void lineBreaksInTheCiphertextArePassedOver() throws Exception {
        Vector vector = Vectors.good().filter(v -> v.text("case").equals("text")).findFirst().get();
        String folded = vector.text("ciphertextBase64").replaceAll("(.{76})", "$1\r\n");

        assertThat(SealedItem.parse(folded).unseal(vector.key(), vector.label())).isPresent();
    }

    @Test
    void aValueThatNoSecretCanHoldIsRefusedBothWays() {
        byte[] large = new byte[SealedItem.LONGEST_VALUE + 1];

        assertThatThrownBy(
                        () ->
                                SealedItem.seal(
                                        Vectors.keyB().certificate(),
                                        STRICT,
                                        large,
                                        new SecureRandom()))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("1 MiB");
        assertThatThrownBy(() -> SealedItem.parse("A".repeat(3 << 20)))
                .isInstanceOf(SealingException.class);
    }

    /** Whatever is done to a ciphertext, it does not unseal, and nothing but that happens. */
    @Test
    void damagedCiphertextsNeverUnseal() {
        Random random = new Random(20261128);
        Vector vector =
                Vectors.good().filter(v -> v.text("key").contains("2048")).findFirst().get();
        byte[] whole = Base64.getDecoder().decode(vector.text("ciphertextBase64"));
        for (int i = 0; i < 300; i++) {
            byte[] damaged =
                    Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String text = Base64.getEncoder().encodeToString(damaged);

            assertThat(unseals(text, vector.key(), vector.label())).as(text).isFalse();
        }
    }

    private static boolean unseals(String ciphertext, SealingKey key, Label label) {
        try {
            return SealedItem.parse(ciphertext).unseal(key, label).isPresent();
        } catch (SealingException e) {
            return false;
        }
    }

    /** The vectors that must fail name their label as text. */
    private static Label label(Vector vector) {
        String[] parts = vector.text("label").split("/");
        return vector.text("label").isEmpty()
                ? new Label(Scope.CLUSTER_WIDE, "", "")
                : new Label(Scope.STRICT, parts[0], parts[1]);
    }
}
