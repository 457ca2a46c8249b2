package dev.nordbox.installer.host.ssh.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What ssh's configuration says about one host, names resolved and letters filled in.
 *
 * @param hostName where the host really is
 * @param user empty: nobody names one
 * @param port 22 unless something names another
 * @param jump {@code ProxyJump}: hosts to go through, with commas between them
 * @param methods of logging in, the best first: {@code publickey}, {@code keyboard-interactive},
 *     {@code password}
 * @param batch nobody may be asked anything
 * @param family of addresses that is used
 * @param applied the lines that counted, in the order in which they were met
 * @param ignored the lines among them that nordbox does not do, each with what that means
 * @param blocking those without which this host cannot be reached as the files want it
 */
public record HostSettings(
        Query query,
        String hostName,
        Optional<String> user,
        int port,
        Optional<String> jump,
        Identities identities,
        HostKeyRules hostKeys,
        List<String> methods,
        boolean batch,
        Family family,
        Optional<Duration> connectTimeout,
        List<ConfigLine> applied,
        List<Ignored> ignored,
        List<Ignored> blocking) {

    public enum Family {
        ANY,
        INET,
        INET6
    }

    /** A line that nordbox does not do. */
    public record Ignored(ConfigLine line, String meaning) {
        @Override
        public String toString() {
            return "`%s` (%s): %s".formatted(line, line.place(), meaning);
        }
    }

    /**
     * @param files empty: the usual ones
     * @param only no key that no file names, even when the agent has more
     */
    public record Identities(
            List<Path> files, List<Path> certificates, boolean only, Agent agent) {}

    /** Which agent signs: the environment's, none, or the one at a socket. */
    public sealed interface Agent {
        record OfEnvironment() implements Agent {}

        record None() implements Agent {}

        record At(Path socket) implements Agent {}
    }

    /**
     * @param alias {@code HostKeyAlias}: under which name the host's key is known
     * @param userFiles read, and the first is appended to
     * @param globalFiles read only
     * @param hashed names are not to be read off the file
     * @param strict an unknown key is refused, nobody is asked
     */
    public record HostKeyRules(
            Optional<String> alias,
            List<Path> userFiles,
            List<Path> globalFiles,
            boolean hashed,
            boolean strict) {}
}
