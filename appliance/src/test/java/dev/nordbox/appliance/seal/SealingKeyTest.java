package dev.nordbox.appliance.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;

class SealingKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    @Test
    void fingerprintsAreThoseOfSshKeygen() {
        assertThat(Vectors.keyA().fingerprint())
                .isEqualTo("SHA256:z1eB7lEjz9e+k4jvdKnO7Bpw6Xn3JY9mIlXO34F9wNw");
        assertThat(Vectors.keyB().fingerprint())
                .isEqualTo("SHA256:vApwZIIHdz3yQ6bLmY/tzKIIFYijs3+ZKn/jxwc4XuQ");
    }

    @Test
    void aNewKeyHasTheProfileOfBitnamisController() throws Exception {
        SealingKey key = SealingKey.generate(2048, NOW, new SecureRandom());

        X509CertificateHolder certificate = new X509CertificateHolder(key.certificate().der());
        assertThat(certificate.getVersionNumber()).isEqualTo(3);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW);
        assertThat(key.certificate().notAfter()).isEqualTo(NOW.plus(Duration.ofHours(87_600)));
        assertThat(
                        KeyUsage.fromExtensions(certificate.getExtensions())
                                .hasUsages(KeyUsage.encipherOnly))
                .isTrue();
        assertThat(certificate.getExtension(Extension.basicConstraints).isCritical()).isTrue();
        assertThat(key.privatePem()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        SealingKey again = SealingKey.parse(key.privatePem(), key.certificate().pem());
        assertThat(again.fingerprint()).isEqualTo(key.fingerprint());
    }

    @Test
    void aCertificateWithoutNamesIsRead() throws Exception {
        SealingCertificate certificate = SealingCertificate.parse(Vectors.text("key-a-4096.crt"));

        assertThatThrownBy(() -> new X509CertificateHolder(certificate.der()))
                .hasMessageContaining("empty distinguished name");
        assertThat(certificate.isExpired(NOW)).isFalse();
        assertThat(certificate.isExpired(NOW.plus(40_000, ChronoUnit.DAYS))).isTrue();
        assertThat(certificate.pem().replaceAll("\\s", ""))
                .isEqualTo(Vectors.text("key-a-4096.crt").replaceAll("\\s", ""));
    }

    @Test
    void aBroughtKeyWithoutACertificateGetsOne() throws Exception {
        SealingKey key =
                SealingKey.parse(Vectors.text("key-b-2048-pkcs8.key"), NOW, new SecureRandom());

        assertThat(key.fingerprint()).isEqualTo(Vectors.keyB().fingerprint());
        assertThat(key.certificate().notBefore()).isEqualTo(NOW);
    }

    @Test
    void aKeyAndTheCertificateOfAnotherAreRefused() {
        assertThatThrownBy(
                        () ->
                                SealingKey.parse(
                                        Vectors.text("key-a-4096.key"),
                                        Vectors.text("key-b-2048-pkcs8.crt")))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("another private key");
    }

    @Test
    void theNewestCertificateSealsAndTheFirstOfTwins() {
        SealingKey a = Vectors.keyA();
        SealingKey twin = Vectors.keyB();
        SealingKey newer =
                SealingKey.generate(
                        2048, a.certificate().notBefore().plusSeconds(1), new SecureRandom());

        assertThat(new KeyRing(List.of(a, twin)).current()).contains(a);
        assertThat(new KeyRing(List.of(twin, a)).current()).contains(twin);
        assertThat(new KeyRing(List.of(a, newer, twin)).keys()).containsExactly(newer, a, twin);
        assertThat(new KeyRing(List.of()).current()).isEmpty();
    }

    /** Nothing but a {@link SealingException}, and never a word of the input. */
    @Test
    void damagedKeysAndCertificatesAreRefusedWithoutBeingQuoted() {
        Random random = new Random(7);
        String key = Vectors.text("key-b-2048-pkcs8.key");
        String certificate = Vectors.text("key-b-2048-pkcs8.crt");
        for (int i = 0; i < 300; i++) {
            String badKey = damage(key, random);
            String badCertificate = damage(certificate, random);
            try {
                SealingKey.parse(badKey, certificate);
            } catch (SealingException e) {
                assertThat(e).hasNoCause();
                assertThat(e.getMessage()).doesNotContain(key.substring(60, 80));
            }
            try {
                SealingCertificate.parse(badCertificate);
            } catch (SealingException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void aKeyIsNeverPrinted() {
        String secret = Vectors.keyB().privatePem().substring(40, 80);

        assertThat(Vectors.keyB().toString()).startsWith("SHA256:").doesNotContain(secret);
        assertThat(new KeyRing(List.of(Vectors.keyB())).keys().toString()).doesNotContain(secret);
    }

    private static String damage(String pem, Random random) {
        StringBuilder text = new StringBuilder(pem);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.setCharAt(at, (char) (' ' + random.nextInt(95)));
            }
        }
        return random.nextInt(5) == 0
                ? text.substring(0, random.nextInt(text.length()))
                : text.toString();
    }
}
