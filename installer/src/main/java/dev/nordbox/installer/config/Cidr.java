package dev.nordbox.installer.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP network, {@code 203.0.113.0/24} or {@code 2001:db8::/48}.
 *
 * @param address its first address unless {@link #hasHostBits}
 * @param bits length of the prefix
 */
public record Cidr(IpAddress address, int bits) {
    private static final Pattern TEXT = Pattern.compile("([^/]+)/(0|[1-9]\\d{0,2})");

    /** Empty when the text is no network; nothing is looked up. */
    public static Optional<Cidr> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(parts.group(2));
        return IpAddress.parse(parts.group(1))
                .filter(address -> bits <= address.bits())
                .map(address -> new Cidr(address, bits));
    }

    /** The network of this one address. */
    public static Cidr of(IpAddress address) {
        return new Cidr(address, address.bits());
    }

    public boolean hasHostBits() {
        return !network().equals(this);
    }

    /** The same with every bit behind the prefix cleared. */
    public Cidr network() {
        int host = address.bits() - bits;
        return new Cidr(address.withValue(address.value().shiftRight(host).shiftLeft(host)), bits);
    }

    /** Whether all of another network lies in this one. */
    public boolean contains(Cidr other) {
        return address.bits() == other.address.bits()
                && bits <= other.bits
                && new Cidr(other.address, bits).network().equals(network());
    }

    /** Whether all of it lies in one of these networks. */
    public boolean isAmong(Collection<String> networks) {
        return networks.stream()
                .flatMap(text -> parse(text).stream())
                .anyMatch(network -> network.contains(this));
    }

    @Override
    public String toString() {
        return address + "/" + bits;
    }

    /**
     * An IPv4 or IPv6 address.
     *
     * @param bits 32 or 128
     */
    public record IpAddress(BigInteger value, int bits) {
        private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
        private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
        private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

        /** Empty when the text is no address; nothing is looked up. */
        public static Optional<IpAddress> parse(String text) {
            boolean six = IPV6.matcher(text).matches();
            if (!six && !IPV4.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                byte[] bytes = InetAddress.getByName(text).getAddress();
                return Optional.of(new IpAddress(new BigInteger(1, bytes), bytes.length * 8));
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }

        IpAddress withValue(BigInteger other) {
            return new IpAddress(other, bits);
        }

        @Override
        public String toString() {
            byte[] bytes = new byte[bits / 8];
            byte[] digits = value.toByteArray();
            int length = Math.min(digits.length, bytes.length);
            System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
            try {
                return InetAddress.getByAddress(bytes).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
