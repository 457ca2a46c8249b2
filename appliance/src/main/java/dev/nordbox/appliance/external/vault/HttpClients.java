package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Clients by whom they trust. A client is some threads, so few are kept; thread safe. */
final class HttpClients {
    private static final int MOST = 16;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /**
     * @param pem {@code ""} for what Java trusts
     * @param name the server's, when it is dialled by another; {@code ""} else
     */
    private record Trust(String pem, String name) {}

    private final Map<Trust, HttpClient> clients =
            new LinkedHashMap<>(MOST, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Trust, HttpClient> eldest) {
                    return size() > MOST;
                }
            };

    synchronized HttpClient of(String pem, String name) throws CannotSync {
        Trust trust = new Trust(pem, name);
        HttpClient known = clients.get(trust);
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(CONNECT);
        try {
            if (!pem.isEmpty() || !name.isEmpty()) {
                builder.sslContext(context(trust));
            }
        } catch (GeneralSecurityException | IOException e) {
            throw CannotSync.data(
                    "cannot set Vault CA certificate: failed to parse certificates; caBundle and"
                            + " caProvider hold PEM");
        }
        HttpClient made = builder.build();
        clients.put(trust, made);
        return made;
    }

    private static SSLContext context(Trust trust) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust.pem().isEmpty() ? null : store(trust.pem()));
        TrustManager[] managers = factory.getTrustManagers();
        if (!trust.name().isEmpty()) {
            managers =
                    new TrustManager[] {
                        new NamedTrust((X509TrustManager) managers[0], trust.name())
                    };
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(
                                        pem.getBytes(StandardCharsets.ISO_8859_1)));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }
}
