package dev.nordbox.installer.host.ssh.hostkey;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * One line of a known_hosts file, and where it stands.
 *
 * @param line counted from 1
 * @see <a href="https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT">sshd(8)</a>
 */
record KnownHost(Marker marker, HostPatterns hosts, HostKey key, Path file, int line) {

    enum Marker {
        HOST,
        REVOKED,
        /** The key signs host certificates; it is no host's own key. */
        CERT_AUTHORITY
    }

    /** Empty for comments and for what is no line of protocol 2; OpenSSH skips those as well. */
    static Optional<KnownHost> parse(String text, Path file, int line) {
        String[] fields = text.strip().split("\\s+");
        Marker marker = Marker.HOST;
        int first = 0;
        if (fields[0].startsWith("@")) {
            switch (fields[0]) {
                case "@revoked" -> marker = Marker.REVOKED;
                case "@cert-authority" -> marker = Marker.CERT_AUTHORITY;
                default -> {
                    return Optional.empty();
                }
            }
            first = 1;
        }
        if (fields[0].startsWith("#") || fields.length < first + 3) {
            return Optional.empty();
        }
        try {
            byte[] blob = Base64.getDecoder().decode(fields[first + 2]);
            HostKey key = new HostKey(fields[first + 1], blob);
            return Optional.of(
                    new KnownHost(marker, new HostPatterns(fields[first]), key, file, line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For people: the key, and where it is known from. */
    String describe() {
        return marker == Marker.CERT_AUTHORITY
                ? "certificate authority %s (%s)".formatted(key, place())
                : "%s (%s)".formatted(key, place());
    }

    /** {@code [host]:2222} is {@code host} as well. */
    static String withoutPort(String name) {
        return name.startsWith("[") && name.contains("]:")
                ? name.substring(1, name.indexOf("]:"))
                : name;
    }

    /** {@code file:line}. */
    String place() {
        return file + ":" + line;
    }
}
