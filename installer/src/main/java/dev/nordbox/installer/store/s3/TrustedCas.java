package dev.nordbox.installer.store.s3;

import dev.nordbox.appliance.http.Authorities;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.store.StoreRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Who may vouch for a store: the CA that a person named and no other, or those of the system. A
 * Java runtime that was brought along has a list of its own, which nobody on the box keeps.
 */
final class TrustedCas {
    private static final Path OF_THE_SYSTEM = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private TrustedCas() {}

    /**
     * @param named a file of certificates, PEM
     * @param remedy when it cannot be read
     * @throws StoreRefused when it cannot be read
     */
    static SSLContext of(Optional<Path> named, String remedy) throws IOException {
        Optional<Path> file = named.or(() -> Optional.of(OF_THE_SYSTEM).filter(Files::exists));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trusted =
                    file.isPresent()
                            ? Authorities.trusting(
                                    Files.readString(file.get(), StandardCharsets.ISO_8859_1))
                            : Authorities.ofJava();
            context.init(null, new TrustManager[] {trusted}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(file, remedy, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unusable(file, remedy, e);
        }
    }

    private static StoreRefused unusable(Optional<Path> file, String remedy, IOException e) {
        return new StoreRefused(
                "the CA %s cannot be used: %s"
                        .formatted(
                                file.map(Path::toString).orElse("of the Java runtime"),
                                Reason.of(e)),
                remedy,
                e);
    }
}
