package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class CertificateExpiryTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    @Test
    void theOneThatEndsFirstCounts() throws Exception {
        Optional<CertificateExpiry> first =
                on(
                        file("server/tls/server-ca.crt", pem(3650)),
                        file("server/tls/serving-kube-apiserver.crt", pem(100) + pem(3650)),
                        file("agent/client-kubelet.crt", pem(364)));

        assertThat(first)
                .map(CertificateExpiry::file)
                .contains("server/tls/serving-kube-apiserver.crt");
        assertThat(first.orElseThrow().words(NOW)).isEqualTo("until 2027-03-09, 100 days from now");
        assertThat(first.orElseThrow().warning(NOW)).isEmpty();
    }

    @Test
    void lessThanThirtyDaysAreWarnedOf() throws Exception {
        CertificateExpiry near = on(file("agent/client-kubelet.crt", pem(29))).orElseThrow();
        CertificateExpiry over = on(file("agent/client-kubelet.crt", pem(-1))).orElseThrow();

        assertThat(near.warning(NOW).orElseThrow().what()).contains("ends in 29 days");
        assertThat(near.warning(NOW).orElseThrow().remedy()).contains("systemctl restart k3s");
        assertThat(over.warning(NOW).orElseThrow().what()).contains("has ended");
    }

    @Test
    void aHostWithoutK3sAndAFileThatIsNoneSayNothing() throws Exception {
        assertThat(on()).isEmpty();
        assertThat(on(file("agent/client-kubelet.crt", "no certificate"))).isEmpty();
    }

    @Test
    void programsGetItBesideWhatTheControllerSays() throws Exception {
        Optional<CertificateExpiry> first = on(file("agent/x.crt", pem(12)));

        Map<String, Object> document =
                Json.parse(
                        StatusText.json(
                                        "{\"converged\":true}",
                                        first,
                                        Optional.empty(),
                                        Optional.of(Map.of("phase", "swapped")),
                                        List.of(Map.of("state", "RUN")),
                                        Optional.of(Map.of("timer", true)),
                                        NOW)
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(document).containsEntry("converged", true);
        assertThat(document.get("certificates").toString())
                .contains("file=agent/x.crt", "daysLeft=12");
        assertThat(document).containsEntry("upgrade", Map.of("phase", "swapped"));
        assertThat(document).containsEntry("selfProof", Map.of("timer", true));
        assertThat(document).containsEntry("dumps", List.of(Map.of("state", "RUN")));
    }

    private static Optional<CertificateExpiry> on(String... lines) throws ProblemException {
        FakeHost host =
                FakeHost.debian12()
                        .asks(
                                CertificateExpiry.LABEL,
                                (there, command) ->
                                        new CommandOutcome(0, String.join("", lines), ""));
        return CertificateExpiry.on(host);
    }

    private static String file(String path, String content) {
        String base64 = Base64.getEncoder().encodeToString(content.getBytes());
        return "certificate\t" + path + "\t" + base64 + "\n";
    }

    private static String pem(int days)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        KeyPair pair = keys.generateKeyPair();
        X500Name name = new X500Name("CN=box");
        byte[] der =
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(NOW.minus(Duration.ofDays(400))),
                                Date.from(NOW.plus(Duration.ofDays(days))),
                                name,
                                pair.getPublic())
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(pair.getPrivate()))
                        .getEncoded();
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(der));
    }
}
