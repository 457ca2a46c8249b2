package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Cidr.IpAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How addresses, networks and ports are written. */
final class NetworkFormats {
    private static final Pattern PORT = Pattern.compile("([1-9]\\d{0,4})/(tcp|udp)");
    private static final Pattern PORTS =
            Pattern.compile("([1-9]\\d{0,4})(?:-([1-9]\\d{0,4}))?/(tcp|udp)");
    private static final int API = 6443;

    /** Where kubeseal is served, on the box alone. */
    private static final int KUBESEAL = 8127;

    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}$)[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?"
                            + "(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*");
    private static final Pattern LOGIN =
            Pattern.compile(
                    "([A-Za-z_][^\\s\\p{Cntrl}'\"`;&<>|(){}$,/]*@)?"
                            + "(\\[([^\\]]+)\\]|[^:@]+)(:(\\d{1,5}))?");

    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    static final Format CIDR = NetworkFormats::checkCidr;
    static final Format PORT_AND_PROTOCOL = NetworkFormats::checkPort;
    static final Format OPEN_PORT = NetworkFormats::checkOpenPort;
    static final Format WEBHOOK_PORT = NetworkFormats::checkWebhookPort;
    static final Format SSH_HOST = NetworkFormats::checkLogin;

    /** Hosts to go through. */
    static final Format SSH_JUMP =
            text ->
                    text.equals("none")
                                    || Stream.of(text.split(","))
                                            .allMatch(hop -> checkLogin(hop.strip()).isEmpty())
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a list of hosts to go through",
                                    "write user@gate.example.no:2222, with commas between hosts");

    static final Format HOST_NAME_OR_ADDRESS =
            text ->
                    isHost(text)
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a host name or an address",
                                    "for example box.example.no");

    static final Format API_ENDPOINT =
            text ->
                    text.startsWith("https://") && isHostAndPort(text.substring(8))
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "an API endpoint",
                                    "write https://HOST:PORT, for example https://box.example.no:6443");

    static final Format PROXY = NetworkFormats::checkProxy;

    /** Whom one goes to past a proxy. */
    static final Format STRAIGHT =
            text ->
                    isHost(text.startsWith(".") ? text.substring(1) : text)
                                    || Cidr.parse(text).isPresent()
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "somebody to go to straight",
                                    "write a name (with all below it), an address or a range:"
                                            + " example.no, 10.0.0.0/8");

    private NetworkFormats() {}

    /** The address in {@code [user@]address[:port]}, without brackets. */
    static String addressOf(String login) {
        Matcher parts = LOGIN.matcher(login);
        if (!parts.matches()) {
            return login;
        }
        return parts.group(3) != null ? parts.group(3) : parts.group(2);
    }

    private static Optional<Format.Complaint> checkCidr(String text) {
        Optional<Cidr> cidr = Cidr.parse(text);
        if (cidr.isEmpty()) {
            return Format.wrong(
                    text,
                    "a CIDR",
                    IpAddress.parse(text)
                            .map(
                                    address ->
                                            "for this one address write "
                                                    + text
                                                    + "/"
                                                    + address.bits())
                            .orElse("for example 203.0.113.0/24 or 2001:db8::/48"));
        }
        return cidr.get().hasHostBits()
                ? Format.wrong(
                        text, "a network's address", "did you mean " + cidr.get().network() + "?")
                : Optional.empty();
    }

    private static Optional<Format.Complaint> checkPort(String text) {
        Matcher parts = PORT.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(1)) <= 65535
                ? Optional.empty()
                : Format.wrong(text, "a port", "write port/protocol: 443/tcp, 51820/udp");
    }

    /** One port or a range; never the one whose visitors {@code firewall.admins} names. */
    private static Optional<Format.Complaint> checkOpenPort(String text) {
        Matcher parts = PORTS.matcher(text);
        int first = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
        int last = first > 0 && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : first;
        if (first < 1 || last < first || last > 65535) {
            return Format.wrong(
                    text, "a port", "write port/protocol: 443/tcp, 51820/udp, 8000-8100/tcp");
        }
        boolean opensApi = parts.group(3).equals("tcp") && first <= API && API <= last;
        return opensApi
                ? Optional.of(
                        new Format.Complaint(
                                "opens the Kubernetes API to everyone",
                                "name who reaches it in `firewall.admins`"))
                : Optional.empty();
    }

    /** One that a process without rights may listen on, and that nothing of a box does. */
    private static Optional<Format.Complaint> checkWebhookPort(String text) {
        int port = text.matches("[0-9]{4,5}") ? Integer.parseInt(text) : 0;
        return port >= 1024 && port <= 65535 && port != API && port != KUBESEAL
                ? Optional.empty()
                : Format.wrong(
                        text,
                        "a port for the webhook",
                        "write one between 1024 and 65535, but for %d and %d"
                                .formatted(API, KUBESEAL));
    }

    /**
     * With its port, since everybody who goes there takes another one for the usual. Not shown:
     * what stands in front of an @ is a password.
     */
    private static Optional<Format.Complaint> checkProxy(String text) {
        if (text.contains("@")) {
            return Optional.of(
                    new Format.Complaint(
                            "has a login in it, which has no place in settings",
                            "write user and password to a file of two lines, username: … and"
                                    + " password: …, and name it as `proxy.login`"));
        }
        String place = text.replaceFirst("^http://", "").replaceFirst("/$", "");
        return text.startsWith("http://") && isHostAndPort(place) && namesPort(place)
                ? Optional.empty()
                : Format.wrong(
                        text,
                        "a proxy",
                        "write http://HOST:PORT, for example http://proxy.example.no:3128; one that"
                                + " is reached over TLS or SOCKS does not serve");
    }

    private static Optional<Format.Complaint> checkLogin(String text) {
        Matcher parts = LOGIN.matcher(text);
        boolean good =
                parts.matches()
                        && (parts.group(3) == null
                                ? isHost(parts.group(2)) || isAlias(parts.group(2))
                                : isAddress(parts.group(3)))
                        && (parts.group(5) == null || Integer.parseInt(parts.group(5)) <= 65535);
        return good
                ? Optional.empty()
                : Format.wrong(
                        text,
                        "a host to log in to",
                        "write user@address or user@address:port; IPv6 in brackets");
    }

    private static boolean isHostAndPort(String text) {
        Matcher parts = LOGIN.matcher(text);
        return parts.matches()
                && parts.group(1) == null
                && checkLogin(text).isEmpty()
                && (parts.group(3) != null || isHost(parts.group(2)));
    }

    private static boolean namesPort(String hostAndPort) {
        Matcher parts = LOGIN.matcher(hostAndPort);
        return parts.matches()
                && parts.group(5) != null
                && Integer.parseInt(parts.group(5)) >= 1
                && Integer.parseInt(parts.group(5)) <= 65535;
    }

    private static boolean isHost(String text) {
        // A name of digits and dots only is an address with a slip in it.
        return text.matches("[0-9.]+")
                ? isAddress(text)
                : NAME.matcher(text).matches() || isAddress(text);
    }

    /** A name of ssh's configuration, which may be anything that is no address with a slip. */
    private static boolean isAlias(String text) {
        return !text.matches("[0-9.]+") && ALIAS.matcher(text).matches();
    }

    private static boolean isAddress(String text) {
        return IpAddress.parse(text).isPresent();
    }
}
