package dev.nordbox.appliance.external.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.RemoteRef;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a store trusts: a Vault of the cluster, dialled by address and known by its name. */
class TlsVaultTest {
    private HttpsServer server;
    private X509Certificate certificate;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        certificate = certificate(pair, "vault.vault.svc");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("k", pair.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        byte[] answer =
                                "{\"data\":{\"data\":{\"v\":\"1\"}}}"
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServiceIsKnownByTheNameInItsCertificate() throws Exception {
        assertThat(read("vault.vault.svc", pem())).isEqualTo("{\"v\":\"1\"}");
    }

    @Test
    void anotherNameIsNotTrusted() {
        assertThatThrownBy(() -> read("other.vault.svc", pem()))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("No subject alternative DNS name matching other.vault.svc");
        assertThatThrownBy(() -> read("localhost", pem()))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("No subject alternative");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() {
        assertThatThrownBy(() -> read("vault.vault.svc", ""))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("PKIX");
    }

    @Test
    void whatIsNoCertificateIsToldAsSuch() {
        assertThatThrownBy(() -> read("vault.vault.svc", "no PEM"))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("caBundle and caProvider hold PEM");
    }

    private String read(String host, String pem) throws Exception {
        VaultStore store =
                new VaultStore(
                        URI.create("https://" + host + ":" + server.getAddress().getPort()),
                        Optional.of("secret"),
                        true,
                        "",
                        "",
                        Map.of(),
                        pem.isEmpty() ? Optional.empty() : Optional.of(new Authorities.Bundle(pem)),
                        false,
                        false,
                        Optional.empty());
        byte[] value =
                Vaults.anywhere(Clock.systemUTC())
                        .open(store, VaultContract.credentials(""))
                        .reader()
                        .value(RemoteRef.of("db"));
        return new String(value, StandardCharsets.UTF_8);
    }

    private String pem() throws Exception {
        return TrialJwt.pem("CERTIFICATE", certificate.getEncoded());
    }

    static X509Certificate certificate(KeyPair pair, String name) throws Exception {
        X500Name subject = new X500Name("CN=vault");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        subject,
                        BigInteger.ONE,
                        Date.from(now.minusSeconds(3600)),
                        Date.from(now.plusSeconds(3600)),
                        subject,
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(pair.getPrivate())));
    }
}
