package dev.nordbox.appliance.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom {@code NO_PROXY} names: names with all below them, addresses, ranges of addresses, {@code *}
 * for everybody. They are gone to straight.
 */
public final class StraightHosts {
    private final List<String> names;

    /**
     * @param said with commas or blanks between them
     */
    public StraightHosts(String said) {
        this.names =
                Stream.of(said.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .map(name -> name.replaceFirst("^\\*?\\.", ""))
                        .toList();
    }

    /**
     * @param host as in a URI
     */
    public boolean have(String host) {
        String called = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return names.stream()
                .anyMatch(
                        name ->
                                name.equals("*")
                                        || called.equals(name)
                                        || called.endsWith("." + name)
                                        || isWithin(called, name));
    }

    private static boolean isWithin(String host, String range) {
        int slash = range.indexOf('/');
        Optional<InetAddress> address = literal(host);
        Optional<InetAddress> network =
                slash < 0 ? Optional.empty() : literal(range.substring(0, slash));
        String prefix = range.substring(slash + 1);
        if (address.isEmpty() || network.isEmpty() || !prefix.matches("\\d{1,3}")) {
            return false;
        }
        byte[] one = address.get().getAddress();
        byte[] other = network.get().getAddress();
        int beyond = other.length * Byte.SIZE - Integer.parseInt(prefix);
        return one.length == other.length
                && beyond >= 0
                && new BigInteger(1, one)
                        .shiftRight(beyond)
                        .equals(new BigInteger(1, other).shiftRight(beyond));
    }

    /** Never asks a name server. */
    private static Optional<InetAddress> literal(String text) {
        if (!text.matches("[0-9.]+") && !text.contains(":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
