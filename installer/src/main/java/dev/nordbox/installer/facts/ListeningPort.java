package dev.nordbox.installer.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A socket somebody listens on.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param address the local address it is bound to, {@code *} and {@code 0.0.0.0} meaning all
 * @param process name of the process that holds it, when the host told
 * @param ofK3s whether that process belongs to the unit {@code k3s.service}
 */
public record ListeningPort(
        String protocol, String address, int port, Optional<String> process, boolean ofK3s) {

    public static final FactSection<List<ListeningPort>> SECTION =
            new FactSection<>("listening", ListeningPort::read, "k3s-pid", "begin\tlistening");

    private static List<ListeningPort> read(FactLines lines) throws FactsUnreadable {
        Set<String> k3sPids = Set.copyOf(lines.all("k3s-pid", line -> line.at(1)));
        return lines.block("listening").stream()
                .flatMap(line -> SocketLine.read(line, k3sPids).stream())
                .toList();
    }

    /** Whether only the host itself can reach it. */
    public boolean loopbackOnly() {
        return address.startsWith("127.") || address.equals("::1") || address.startsWith("[::1]");
    }
}
