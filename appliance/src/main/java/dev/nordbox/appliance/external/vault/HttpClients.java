package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.http.Authorities;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
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
        } catch (GeneralSecurityException e) {
            throw CannotSync.data(
                    "cannot set Vault CA certificate: failed to parse certificates; caBundle and"
                            + " caProvider hold PEM");
        }
        HttpClient made = builder.build();
        clients.put(trust, made);
        return made;
    }

    private static SSLContext context(Trust trust) throws GeneralSecurityException {
        X509TrustManager trusted =
                trust.pem().isEmpty() ? Authorities.ofJava() : Authorities.trusting(trust.pem());
        TrustManager manager =
                trust.name().isEmpty() ? trusted : new NamedTrust(trusted, trust.name());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return context;
    }
}
