package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a program that nobody watches gets at a folder of another host: one key, one pinned host key,
 * no configuration of ssh, nobody asked.
 *
 * @param login {@code user@host:port}
 * @param hostKey fingerprint {@code SHA256:…}, or the key itself
 * @param key private key file
 * @param home where what is known of hosts is kept
 */
public record SftpLogin(String login, String hostKey, Path key, Path home) {
    private static final String NO_JUMP = "none";

    /**
     * @throws ProblemException LOGIN_REFUSED for another host key or a key that is not let in,
     *     HOST_UNREACHABLE when there is no way there
     */
    SshConnection open() throws ProblemException {
        try {
            return connector().open();
        } catch (HostKeyRefused e) {
            throw refused(
                    e,
                    "compare both with what the store's operator publishes; if the server has"
                            + " another key now, change `hostKey` in nordbox.yaml and run `up`");
        } catch (LoginRefused e) {
            throw refused(
                    e,
                    "add the public half of the key, which `up` prints, to what %s lets in (~/.ssh/"
                                    .formatted(login)
                            + "authorized_keys there)");
        }
    }

    private SshConnector connector() throws ProblemException {
        return SshConnector.of(
                new SshLogin(
                        login,
                        Optional.of(NO_JUMP),
                        Optional.of(
                                HostKey.parse(hostKey).map(HostKey::fingerprint).orElse(hostKey)),
                        "`backup.target.sftp.hostKey`",
                        Optional.of(key),
                        FirstContact.ASK),
                new SshEnvironment(
                        home,
                        Optional.empty(),
                        new ClientConfig(List.of(), home, SshTarget.DEFAULT_USER, Map.of())),
                HostKeyConfirmation.NOBODY,
                LoginPrompts.NOBODY,
                warning -> {}, // of what known_hosts lacks, and the pin decides here
                SshTimings.DEFAULT);
    }

    private static ProblemException refused(HostException cause, String remedy) {
        Problem problem = cause.problems().get(0);
        return new ProblemException(
                ExitCode.LOGIN_REFUSED,
                new Problem(problem.what(), problem.where(), remedy),
                cause);
    }
}
