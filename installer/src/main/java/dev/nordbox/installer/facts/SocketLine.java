package dev.nordbox.installer.facts;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code ss -H -lntup}. */
final class SocketLine {
    private static final Pattern HOLDER = Pattern.compile("\\(\\(\"([^\"]*)\",pid=(\\d+)");

    private SocketLine() {}

    /** The port of {@code ADDRESS:PORT}; empty when only the host itself can reach it. */
    static Optional<Integer> port(String local) {
        int colon = local.lastIndexOf(':');
        if (colon < 0 || !local.substring(colon + 1).matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(local.substring(colon + 1));
        ListeningPort socket =
                new ListeningPort("tcp", local.substring(0, colon), port, Optional.empty(), false);
        return Optional.of(port).filter(any -> !socket.loopbackOnly());
    }

    /** Empty for a line that is of another shape: a later {@code ss} may have more to tell. */
    static Optional<ListeningPort> read(String line, Set<String> k3sPids) {
        String[] words = line.trim().split("\\s+");
        if (words.length < 6) {
            return Optional.empty();
        }
        String local = words[4];
        int colon = local.lastIndexOf(':');
        if (colon < 0 || !local.substring(colon + 1).matches("\\d+")) {
            return Optional.empty();
        }
        Matcher holder = HOLDER.matcher(line);
        boolean known = holder.find();
        return Optional.of(
                new ListeningPort(
                        words[0],
                        local.substring(0, colon),
                        Integer.parseInt(local.substring(colon + 1)),
                        known ? Optional.of(holder.group(1)) : Optional.empty(),
                        known && k3sPids.contains(holder.group(2))));
    }
}
