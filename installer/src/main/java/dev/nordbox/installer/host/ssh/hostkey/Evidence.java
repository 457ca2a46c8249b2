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

    Optional<Refused> revokes(HostKey shown) {
        return with(KnownHost.Marker.REVOKED).stream()
                .filter(line -> line.key().equals(shown))
                .findFirst()
                .map(line -> revoked(shown, line));
    }

    private Refused revoked(HostKey shown, KnownHost line) {
        return new Refused(
                new Problem(
                        "the server's key %s is revoked in %s".formatted(shown, line.place()),
                        name,
                        "give the server a new host key; a revoked one proves nothing"));
    }

    /** Certificates are not evaluated, so that a reader must not take one for a known key. */
    String note() {
        return with(KnownHost.Marker.CERT_AUTHORITY).stream()
                .findFirst()
                .map(line -> line.place() + " trusts a certificate authority; plain keys only here")
                .orElse("");
    }
}
