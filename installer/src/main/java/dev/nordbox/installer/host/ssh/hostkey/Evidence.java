package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Refused;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the known_hosts files say about one server. */
record Evidence(String name, List<KnownHost> lines) {

    static Evidence about(String name, KnownHosts files) throws IOException {
        return new Evidence(name, files.about(name));
    }

    List<KnownHost> with(KnownHost.Marker marker) {
        return lines.stream().filter(line -> line.marker() == marker).toList();
    }

    /** The server's own key, or the authority that signed for it. */
    Optional<Refused> revokes(ShownKey shown) {
        return with(KnownHost.Marker.REVOKED).stream()
                .filter(
                        line ->
                                line.key().equals(shown.key())
                                        || shown.authority().equals(Optional.of(line.key())))
                .findFirst()
                .map(this::revoked);
    }

    private Refused revoked(KnownHost line) {
        return new Refused(
                new Problem(
                        "the server's key %s is revoked in %s".formatted(line.key(), line.place()),
                        name,
                        "give the server a new host key; a revoked one proves nothing"));
    }

    Optional<KnownHost> holds(HostKey key) {
        return with(KnownHost.Marker.HOST).stream()
                .filter(line -> line.key().equals(key))
                .findFirst();
    }

    /** The line of the authority that signed for the server. */
    Optional<KnownHost> signed(ShownKey shown) {
        return with(KnownHost.Marker.CERT_AUTHORITY).stream()
                .filter(line -> shown.authority().equals(Optional.of(line.key())))
                .findFirst();
    }

    /** A server that should have a certificate and shows a plain key is worth a second look. */
    String note() {
        return with(KnownHost.Marker.CERT_AUTHORITY).stream()
                .findFirst()
                .map(
                        line ->
                                line.place()
                                        + " trusts a certificate authority for it, which did not"
                                        + " sign this key")
                .orElse("");
    }
}
