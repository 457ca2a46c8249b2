package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom to log in as, and where.
 *
 * @param host name or address; an IPv6 address without brackets
 */
public record SshTarget(String user, String host, int port) {
    public static final int DEFAULT_PORT = 22;
    private static final String DEFAULT_USER = "root";

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(.*))?");

    public SshTarget {
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code [user@]host[:port]}, {@code ssh://} in front allowed; an IPv6 address with a
     * port needs brackets.
     *
     * @throws ProblemException when it is none of these
     */
    public static SshTarget parse(String text) throws ProblemException {
        String rest = text.startsWith("ssh://") ? text.substring("ssh://".length()) : text;
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? DEFAULT_USER : rest.substring(0, at);
        String address = rest.substring(at + 1);
        if (!USER.matcher(user).matches()) {
            throw malformed(text, "`" + user + "` is no user name");
        }
        Matcher bracketed = BRACKETED.matcher(address);
        if (bracketed.matches()) {
            return new SshTarget(
                    user, ipv6(bracketed.group(1), text), port(bracketed.group(2), text));
        }
        if (address.indexOf(':') != address.lastIndexOf(':')) {
            return new SshTarget(user, ipv6(address, text), DEFAULT_PORT);
        }
        int colon = address.indexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        if (!NAME.matcher(host).matches()) {
            throw malformed(text, "`" + host + "` is no host name or address");
        }
        return new SshTarget(
                user, host, port(colon < 0 ? null : address.substring(colon + 1), text));
    }

    private static String ipv6(String address, String text) throws ProblemException {
        if (!IPV6.matcher(address).matches()) {
            throw malformed(text, "`" + address + "` is no IPv6 address");
        }
        return address;
    }

    private static int port(@Nullable String digits, String text) throws ProblemException {
        if (digits == null) {
            return DEFAULT_PORT;
        }
        if (digits.matches("\\d{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw malformed(text, "`" + digits + "` is no port between 1 and 65535");
    }

    private static ProblemException malformed(String text, String why) {
        return new ProblemException(
                ExitCode.USAGE,
                new Problem(
                        why,
                        "--host " + text,
                        "write it as [user@]host[:port], an IPv6 address as [2001:db8::7]:22"));
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
