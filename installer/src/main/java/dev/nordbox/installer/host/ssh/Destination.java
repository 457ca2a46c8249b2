package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person types for a host: an address, or a name that {@code ~/.ssh/config} knows.
 *
 * @param host as it was typed; an IPv6 address without brackets
 */
record Destination(Optional<String> user, String host, Optional<Integer> port) {
    /** As ssh has it: directories and bastions put realms, targets and more into it. */
    private static final Pattern USER =
            Pattern.compile("[\\p{L}\\p{N}_][^\\s\\p{Cntrl}'\"`;&<>|(){}$]*(?<!\\\\)");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(.*))?");

    /**
     * Reads {@code [user@]host[:port]}, {@code ssh://} in front allowed; an IPv6 address with a
     * port needs brackets. What is in front of the last {@code @} is the user.
     *
     * @param where the text comes from: {@code --host}, or a line of a file
     * @throws ProblemException when it is none of these
     */
    static Destination parse(String text, String where) throws ProblemException {
        String rest = text.startsWith("ssh://") ? text.substring("ssh://".length()) : text;
        int at = rest.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
        String address = rest.substring(at + 1);
        if (user.isPresent() && !USER.matcher(user.get()).matches()) {
            throw malformed(text, where, "`" + user.get() + "` is no user name");
        }
        Matcher bracketed = BRACKETED.matcher(address);
        if (bracketed.matches()) {
            Optional<String> port = Optional.ofNullable(bracketed.group(2));
            return new Destination(
                    user, ipv6(bracketed.group(1), text, where), port(port, text, where));
        }
        if (address.indexOf(':') != address.lastIndexOf(':')) {
            return new Destination(user, ipv6(address, text, where), Optional.empty());
        }
        int colon = address.indexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        if (!NAME.matcher(host).matches()) {
            throw malformed(text, where, "`" + host + "` is no host name or address");
        }
        Optional<String> port =
                colon < 0 ? Optional.empty() : Optional.of(address.substring(colon + 1));
        return new Destination(user, host, port(port, text, where));
    }

    private static String ipv6(String address, String text, String where) throws ProblemException {
        if (!IPV6.matcher(address).matches()) {
            throw malformed(text, where, "`" + address + "` is no IPv6 address");
        }
        return address;
    }

    private static Optional<Integer> port(Optional<String> digits, String text, String where)
            throws ProblemException {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (digits.get().matches("\\d{1,5}")) {
            int port = Integer.parseInt(digits.get());
            if (port >= 1 && port <= 65535) {
                return Optional.of(port);
            }
        }
        throw malformed(text, where, "`" + digits.get() + "` is no port between 1 and 65535");
    }

    private static ProblemException malformed(String text, String where, String why) {
        return new ProblemException(
                ExitCode.USAGE,
                new Problem(
                        why,
                        where + " " + text,
                        "write it as [user@]host[:port], an IPv6 address as [2001:db8::7]:22"));
    }
}
