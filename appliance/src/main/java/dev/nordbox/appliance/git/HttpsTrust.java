package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.http.Authorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.TrustManager;

/**
 * Who vouches for a Git host over https.
 *
 * @param file certificates in PEM; read again when the repository is opened
 * @param pem certificates that are kept elsewhere; {@code ""} for none
 * @param place where they are, for messages
 * @param howToAdd what the operator does so that another authority is trusted
 */
public record HttpsTrust(Optional<Path> file, String pem, String place, String howToAdd) {

    /** What this machine's Java trusts. */
    public static final HttpsTrust JAVA =
            new HttpsTrust(
                    Optional.empty(),
                    "",
                    "",
                    "name the certificate of its authority (PEM) as repo.caFile in the"
                            + " controller's configuration, have it signed by one that this"
                            + " machine's Java trusts, or go over SSH");

    /** The certificates in this file, and no others. */
    public static HttpsTrust in(Path file) {
        return new HttpsTrust(
                Optional.of(file), "", file.toString(), "see whether the file has its authority");
    }

    /**
     * Empty when Java's own will do.
     *
     * @throws GitException when there is no certificate where there should be one
     */
    Optional<TrustManager> named() throws GitException {
        if (file.isEmpty() && pem.isBlank()) {
            return Optional.empty();
        }
        try {
            String text = file.isPresent() ? Files.readString(file.get()) : pem;
            if (text.isBlank()) {
                throw new GeneralSecurityException("it is empty");
            }
            return Optional.of(Authorities.trusting(text));
        } catch (IOException | GeneralSecurityException e) {
            throw new GitException(
                    Reason.SETUP,
                    place + " has no certificate that can be read: " + GitFailures.words(e),
                    "write the certificate of the Git host's authority there, in PEM",
                    e);
        }
    }
}
