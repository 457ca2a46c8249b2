package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Why no address of a host answered; each reason calls for something else. */
final class Unreachable {

    enum Reason {
        REFUSED(
                "refused the connection",
                "nothing listens there: start sshd, or give its port as --host user@host:port"),
        TIMED_OUT(
                "did not answer",
                "is the server up, the address right, and the port open in the provider's firewall?"),
        NO_ROUTE(
                "has no route",
                "this machine cannot reach that network (IPv6 without IPv6? VPN down?)"),
        CUT_OFF(
                "answers, but not as an SSH server",
                "is this sshd's port? give it as --host user@host:port; if it is, something in between"
                        + " (fail2ban, a firewall, MaxStartups, PerSourcePenalties after failed"
                        + " logins) cuts it off"),
        OTHER("failed", "check the address and the network, then run the same command again");

        private final String said;
        private final String remedy;

        Reason(String said, String remedy) {
            this.said = said;
            this.remedy = remedy;
        }

        static Reason of(Throwable failure) {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                if (t instanceof TimeoutException
                        || t instanceof InterruptedByTimeoutException
                        || t instanceof SocketTimeoutException
                        || says(t, "timed out")) {
                    return TIMED_OUT;
                }
                if (t instanceof SocketException && says(t, "connection reset")) {
                    return CUT_OFF; // before the connection was noticed here
                }
                // By type: the text is the system's, in the language of whoever runs this.
                if (t instanceof NoRouteToHostException || t.getClass() == SocketException.class) {
                    return NO_ROUTE; // a plain one is how the JDK tells of ENETUNREACH
                }
                if (t instanceof ConnectException) {
                    return REFUSED;
                }
            }
            return OTHER;
        }

        /** Texts of sshd's own, and the kernel's for those who read English. */
        private static boolean says(Throwable failure, String words) {
            String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
            return message.contains(words);
        }
    }

    private final SshTarget target;
    private final Map<SocketAddress, String> failures = new LinkedHashMap<>();
    private Reason first = Reason.OTHER;

    Unreachable(SshTarget target) {
        this.target = target;
    }

    /**
     * @param answered whether a connection came about before it failed
     */
    void add(SocketAddress address, Throwable failure, boolean answered) {
        Reason reason = answered ? Reason.CUT_OFF : Reason.of(failure);
        if (failures.isEmpty()) {
            first = reason;
        }
        // The others are one thing each; behind these is more than one, and the system's words say
        // which.
        boolean telling = reason != Reason.REFUSED && reason != Reason.TIMED_OUT;
        String detail = telling ? reason.said + ": " + root(failure) : reason.said;
        failures.put(address, text(address) + " " + detail);
    }

    HostException toException() {
        String start = first == Reason.CUT_OFF ? "" : "unreachable: ";
        String what = failures.values().stream().collect(Collectors.joining("; ", start, ""));
        return new HostException(
                ExitCode.HOST_UNREACHABLE, new Problem(what, target.name(), first.remedy));
    }

    /**
     * @param said how the connection ended
     */
    static HostException notSsh(SshTarget target, String said) {
        return new HostException(
                ExitCode.HOST_UNREACHABLE,
                new Problem(
                        "%s %s: %s".formatted(target.endpoint(), Reason.CUT_OFF.said, said),
                        target.name(),
                        Reason.CUT_OFF.remedy));
    }

    static HostException unknownName(SshTarget target) {
        return new HostException(
                ExitCode.HOST_UNREACHABLE,
                new Problem(
                        "unreachable: the name `%s` does not resolve".formatted(target.host()),
                        target.name(),
                        "check the spelling and the DNS record, or give the IP address"));
    }

    static HostException noAddress(SshTarget target, String family) {
        return new HostException(
                ExitCode.HOST_UNREACHABLE,
                new Problem(
                        "unreachable: `%s` has no address of the family %s"
                                .formatted(target.host(), family),
                        target.name(),
                        "AddressFamily in the ssh configuration asks for it"));
    }

    private static String text(SocketAddress address) {
        // InetSocketAddress prints name/address:port; the name stands in front already.
        String text = address.toString();
        return text.substring(text.indexOf('/') + 1);
    }

    static String root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
