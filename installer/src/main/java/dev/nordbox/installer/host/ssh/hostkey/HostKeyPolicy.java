package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Changed;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Refused;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Trusted;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Unknown;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** By what a server's key is judged. A key that contradicts what is known is refused. */
public sealed interface HostKeyPolicy {

    /**
     * @param name the server as known_hosts calls it
     * @throws IOException when a known_hosts file cannot be read
     */
    HostKeyVerdict judge(String name, ShownKey shown) throws IOException;

    /** Key types known for a server, so that it is asked for a key that can be compared. */
    List<String> knownTypes(String name) throws IOException;

    /** Whether a certificate of this server could be checked. */
    boolean trustsAuthority(String name) throws IOException;

    KnownHosts knownHosts();

    /** The key with this fingerprint, whatever known_hosts says, unless it is revoked there. */
    record Pinned(Pin pin, KnownHosts knownHosts) implements HostKeyPolicy {

        @Override
        public HostKeyVerdict judge(String name, ShownKey shown) throws IOException {
            Evidence evidence = Evidence.about(name, knownHosts);
            Optional<Refused> revoked = evidence.revokes(shown);
            if (revoked.isPresent()) {
                return revoked.get();
            }
            HostKey key = shown.key();
            if (pin.isOf(key)) {
                return evidence.holds(key).isPresent()
                        ? new Trusted(pin.said() + " and known_hosts", false)
                        : new Trusted(pin.said(), true);
            }
            return new Refused(pin.mismatch(name, key));
        }

        @Override
        public List<String> knownTypes(String name) throws IOException {
            return Evidence.about(name, knownHosts).lines().stream()
                    .map(KnownHost::key)
                    .filter(pin::isOf)
                    .map(HostKey::type)
                    .distinct()
                    .toList();
        }

        @Override
        public boolean trustsAuthority(String name) {
            return false;
        }
    }

    /**
     * The key that the server had at an earlier connection of this run, as long as it is also right
     * by what counted then: a name may stand for two servers that known_hosts knows both.
     */
    record Same(HostKey before, HostKeyPolicy by) implements HostKeyPolicy {

        @Override
        public HostKeyVerdict judge(String name, ShownKey shown) throws IOException {
            HostKeyVerdict verdict = by.judge(name, shown);
            if (!(verdict instanceof Trusted)
                    || shown.key().fingerprint().equals(before.fingerprint())) {
                return verdict;
            }
            return new Refused(
                    new Problem(
                            "host key mismatch: the server shows %s, and showed %s before the connection"
                                            .formatted(shown.key(), before)
                                    + " was lost",
                            name,
                            "does the name stand for two servers? then give the address of one; else"
                                    + " compare both keys with the provider's console"));
        }

        @Override
        public List<String> knownTypes(String name) {
            return List.of(before.type());
        }

        @Override
        public boolean trustsAuthority(String name) throws IOException {
            return by.trustsAuthority(name);
        }

        @Override
        public KnownHosts knownHosts() {
            return by.knownHosts();
        }
    }

    /** The key that known_hosts holds; a server that is not in there may be confirmed. */
    record Known(KnownHosts knownHosts) implements HostKeyPolicy {

        @Override
        public HostKeyVerdict judge(String name, ShownKey shown) throws IOException {
            Evidence evidence = Evidence.about(name, knownHosts);
            Optional<Refused> revoked = evidence.revokes(shown);
            if (revoked.isPresent()) {
                return revoked.get();
            }
            Optional<KnownHost> known =
                    evidence.signed(shown).or(() -> evidence.holds(shown.key()));
            if (known.isPresent()) {
                return new Trusted(known.get().describe(), false);
            }
            // ssh takes a key that is known for the host without its port as well.
            Optional<KnownHost> withoutPort =
                    Evidence.about(KnownHost.withoutPort(name), knownHosts).holds(shown.key());
            if (withoutPort.isPresent()) {
                return new Trusted(withoutPort.get().describe(), false);
            }
            List<KnownHost> held = evidence.with(KnownHost.Marker.HOST);
            return held.isEmpty()
                    ? new Unknown(shown.key(), evidence.note())
                    : changed(name, shown.key(), held);
        }

        private static Changed changed(String name, HostKey shown, List<KnownHost> held) {
            List<String> before = held.stream().map(KnownHost::describe).toList();
            return new Changed(
                    shown,
                    before,
                    new Problem(
                            "host key mismatch: the server shows %s, known_hosts holds %s"
                                    .formatted(shown, String.join(", ", before)),
                            name,
                            "compare both with the provider's console; if the server was rebuilt,"
                                    + " pass --replace-host --host-key "
                                    + shown.fingerprint()
                                    + "; if not, somebody stands in between"));
        }

        @Override
        public List<String> knownTypes(String name) throws IOException {
            return Evidence.about(name, knownHosts).with(KnownHost.Marker.HOST).stream()
                    .map(known -> known.key().type())
                    .distinct()
                    .toList();
        }

        @Override
        public boolean trustsAuthority(String name) throws IOException {
            return !Evidence.about(name, knownHosts)
                    .with(KnownHost.Marker.CERT_AUTHORITY)
                    .isEmpty();
        }
    }
}
