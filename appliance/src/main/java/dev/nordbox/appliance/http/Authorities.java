package dev.nordbox.appliance.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates that are named for a server count alone: what Java trusts is not asked then. */
public final class Authorities {

    private Authorities() {}

    /** Those that this Java brings. */
    public static X509TrustManager ofJava() throws GeneralSecurityException {
        return trusting((KeyStore) null);
    }

    /**
     * @param pem certificates of authorities, or of the very server
     * @throws GeneralSecurityException when there is no certificate in it
     */
    public static X509TrustManager trusting(String pem) throws GeneralSecurityException {
        return trusting(store(pem));
    }

    private static X509TrustManager trusting(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static KeyStore store(String pem) throws GeneralSecurityException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(
                                        pem.getBytes(StandardCharsets.ISO_8859_1)));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is read
        }
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }
}
