package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.problem.ProblemException;
import java.util.Locale;

/**
 * Whom to log in as, and where.
 *
 * @param host name or address; an IPv6 address without brackets
 */
public record SshTarget(String user, String host, int port) {
    public static final int DEFAULT_PORT = 22;
    static final String DEFAULT_USER = "root";

    public SshTarget {
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code [user@]host[:port]}, {@code ssh://} in front allowed; an IPv6 address with a
     * port needs brackets. No configuration is asked.
     *
     * @throws ProblemException when it is none of these
     */
    public static SshTarget parse(String text) throws ProblemException {
        Destination typed = Destination.parse(text, "--host");
        return new SshTarget(
                typed.user().orElse(DEFAULT_USER), typed.host(), typed.port().orElse(DEFAULT_PORT));
    }

    public boolean isRoot() {
        return user.equals(DEFAULT_USER);
    }

    /** How people call it: {@code root@203.0.113.7}, with the port when it is not 22. */
    public String name() {
        return user + "@" + (port == DEFAULT_PORT ? host : endpoint());
    }

    /** Host and port, for messages about the network. */
    public String endpoint() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** What OpenSSH calls it in known_hosts: the port is part of the name when it is not 22. */
    public String knownHostsName() {
        return port == DEFAULT_PORT ? host : "[" + host + "]:" + port;
    }
}
