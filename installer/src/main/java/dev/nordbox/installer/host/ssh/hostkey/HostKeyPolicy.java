package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Refused;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Trusted;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Unknown;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** By what a server's key is judged. A key that contradicts what is known is refused, always. */
public sealed interface HostKeyPolicy {

    /**
     * @param name the server as known_hosts calls it
     * @throws IOException when a known_hosts file cannot be read
     */
    HostKeyVerdict judge(String name, HostKey shown) throws IOException;

    /** Key types known for a server, so that it is asked for a key that can be compared. */
    List<String> knownTypes(String name) throws IOException;

    KnownHosts knownHosts();

    /** The key with this fingerprint, whatever known_hosts says, unless it is revoked there. */
    record Pinned(String fingerprint, KnownHosts knownHosts) implements HostKeyPolicy {
        private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

        /**
         * @throws ProblemException unless it is {@code SHA256:} and 43 characters of base64
         */
        public static Pinned parse(String text, KnownHosts knownHosts) throws ProblemException {
            if (!FINGERPRINT.matcher(text).matches()) {
                throw new ProblemException(
                        ExitCode.USAGE,
                        new Problem(
                                "no SHA-256 fingerprint",
                                "--host-key " + text,
                                "on the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"));
            }
            return new Pinned(text.replace("=", ""), knownHosts);
        }

        @Override
        public HostKeyVerdict judge(String name, HostKey shown) throws IOException {
            Optional<Refused> revoked = Evidence.about(name, knownHosts).revokes(shown);
            if (revoked.isPresent()) {
                return revoked.get();
            }
            if (shown.fingerprint().equals(fingerprint)) {
                remember(name, shown);
                return new Trusted();
            }
            return new Refused(
                    new Problem(
                            "host key mismatch: the server shows %s, --host-key says %s"
                                    .formatted(shown, fingerprint),
                            name,
                            "compare both with the provider's console; if the server was rebuilt,"
                                    + " pass --host-key "
                                    + shown.fingerprint()
                                    + "; if not, somebody stands in between"));
        }

        /** So that the next command needs no fingerprint; what is known already stays. */
        private void remember(String name, HostKey shown) throws IOException {
            if (!Evidence.about(name, knownHosts).with(KnownHost.Marker.HOST).isEmpty()) {
                return;
            }
            try {
                knownHosts.remember(name, shown);
            } catch (IOException e) {
                // The key is proved all the same; a home that cannot be written asks next time.
                return;
            }
        }

        @Override
        public List<String> knownTypes(String name) {
            return List.of();
        }
    }

    /** The key that known_hosts holds; a server that is not in there may be confirmed. */
    record Known(KnownHosts knownHosts) implements HostKeyPolicy {

        @Override
        public HostKeyVerdict judge(String name, HostKey shown) throws IOException {
            Evidence evidence = Evidence.about(name, knownHosts);
            Optional<Refused> revoked = evidence.revokes(shown);
            if (revoked.isPresent()) {
                return revoked.get();
            }
            List<KnownHost> held = evidence.with(KnownHost.Marker.HOST);
            if (held.isEmpty()) {
                return new Unknown(shown, evidence.note());
            }
            if (held.stream().anyMatch(known -> known.key().equals(shown))) {
                return new Trusted();
            }
            return mismatch(name, shown, held);
        }

        private Refused mismatch(String name, HostKey shown, List<KnownHost> held) {
            String known =
                    held.stream()
                            .map(host -> host.key() + " (" + host.place() + ")")
                            .collect(Collectors.joining(", "));
            return new Refused(
                    new Problem(
                            "host key mismatch: the server shows %s, known_hosts holds %s"
                                    .formatted(shown, known),
                            name,
                            "compare both with the provider's console; if the server was rebuilt,"
                                    + " `ssh-keygen -R '%s' -f %s` and pass --host-key %s;"
                                            .formatted(
                                                    name, held.get(0).file(), shown.fingerprint())
                                    + " if not, somebody stands in between"));
        }

        @Override
        public List<String> knownTypes(String name) throws IOException {
            return Evidence.about(name, knownHosts).with(KnownHost.Marker.HOST).stream()
                    .map(known -> known.key().type())
                    .distinct()
                    .toList();
        }
    }
}
