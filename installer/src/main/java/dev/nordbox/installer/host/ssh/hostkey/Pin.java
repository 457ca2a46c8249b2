package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * The fingerprint that a person expects of a server.
 *
 * @param said where it was named: a flag, or a key of a file
 */
public record Pin(String fingerprint, String said) {
    public static final String FLAG = "--host-key";

    private static final String PASTED = "the fingerprint that you pasted";
    private static final String CONFIRMED = "the fingerprint that it showed first";
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

    public Pin {
        fingerprint = fingerprint.replace("=", "");
    }

    /**
     * @throws ProblemException unless it is {@code SHA256:} and 43 characters of base64
     */
    public static Pin parse(String text, String said) throws ProblemException {
        if (!FINGERPRINT.matcher(text).matches()) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "no SHA-256 fingerprint",
                            said + " " + text,
                            "on the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"));
        }
        return new Pin(text, said);
    }

    /** Named in answer to a key that the server had shown. */
    public static Pin pasted(String fingerprint) {
        return new Pin(fingerprint, PASTED);
    }

    /** The key that the server had shown, and that goes for the rest of the run. */
    public static Pin confirmed(HostKey key) {
        return new Pin(key.fingerprint(), CONFIRMED);
    }

    boolean isOf(HostKey key) {
        return key.fingerprint().equals(fingerprint);
    }

    Problem mismatch(String name, HostKey shown) {
        if (said.equals(PASTED) || said.equals(CONFIRMED)) {
            // Whoever stands in between must not have their key recommended.
            return new Problem(
                    "the server shows no key of %s, %s, but %s; somebody may stand in between"
                            .formatted(said, fingerprint, shown),
                    name,
                    "do not connect before you know why: look at the server's keys on the provider's"
                            + " console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and whether"
                            + " that is the server at this address");
        }
        return new Problem(
                "host key mismatch: the server shows %s, %s says %s"
                        .formatted(shown, said, fingerprint),
                name,
                "compare both with the provider's console; if the server was rebuilt, %s %s; if not,"
                                .formatted(
                                        said.startsWith("--")
                                                ? "pass " + said
                                                : "change " + said + " to",
                                        shown.fingerprint())
                        + " somebody stands in between");
    }
}
