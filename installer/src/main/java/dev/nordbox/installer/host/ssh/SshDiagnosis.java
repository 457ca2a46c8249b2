package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened on the way in.
 *
 * @param route as people read it
 * @param hops that were tried; the first that let nobody through is the last here
 * @param root how the login gets root's rights; empty: it did not come so far
 * @param failure why there is no way in
 * @param met the host at its end was reached, and showed a key that is trusted
 */
public record SshDiagnosis(
        String route,
        List<Hop> hops,
        Optional<String> root,
        Optional<HostException> failure,
        boolean met) {

    /**
     * One hop of it.
     *
     * @param settings lines of the configuration that count, each with its place
     * @param ignored those among them that nordbox does not do
     * @param hostKey what is known of the server's key
     * @param offered to the server, each with its answer
     * @param notOffered each with the reason
     * @param agreed empty when there was no login
     */
    public record Hop(
            String name,
            List<String> settings,
            List<String> ignored,
            String hostKey,
            List<String> offered,
            List<String> notOffered,
            Optional<String> agreed) {}

    /**
     * A way in that was looked at while it was taken.
     *
     * @param host at its end, connected, to be closed by whoever asked; empty: nobody got there
     */
    public record Way(SshDiagnosis diagnosis, Optional<Host> host) {}

    /** Connects as {@code up} does; whoever is there is asked what {@code up} would ask. */
    public static SshDiagnosis of(SshConnector connector) {
        Way way = taking(connector);
        way.host().ifPresent(Host::close);
        return way.diagnosis();
    }

    /** The same, and the connection stays. */
    public static Way taking(SshConnector connector) {
        Recording recording = new Recording();
        String route = connector.route().toString();
        Optional<Host> there = Optional.empty();
        try {
            SshHost host = connector.connect(recording);
            there = Optional.of(host);
            Optional<String> root = Optional.of(root(host));
            return new Way(
                    new SshDiagnosis(route, recording.hops(), root, Optional.empty(), true), there);
        } catch (HostException e) {
            return new Way(
                    new SshDiagnosis(
                            route,
                            recording.hops(),
                            Optional.empty(),
                            Optional.of(e),
                            recording.trusts(connector.route().host())),
                    there);
        }
    }

    private static String root(SshHost host) throws HostException {
        Command nothing = Command.of("true").withRoot();
        host.run(nothing).orFail(host, nothing);
        return host.elevation();
    }

    /** The last attempt at each hop. */
    private static final class Recording implements HandshakeReport {
        private final Map<String, Attempt> attempts = new LinkedHashMap<>();
        private String last = "";

        private record Attempt(
                dev.nordbox.installer.host.ssh.Hop hop,
                HostKeyCheck hostKey,
                LoginTrace trace,
                Optional<Agreement> agreement) {}

        @Override
        public void began(
                dev.nordbox.installer.host.ssh.Hop hop, HostKeyCheck hostKey, LoginTrace trace) {
            last = hop.toString();
            attempts.put(last, new Attempt(hop, hostKey, trace, Optional.empty()));
        }

        @Override
        public void agreed(Agreement agreement) {
            attempts.computeIfPresent(
                    last,
                    (name, attempt) ->
                            new Attempt(
                                    attempt.hop(),
                                    attempt.hostKey(),
                                    attempt.trace(),
                                    Optional.of(agreement)));
        }

        boolean trusts(dev.nordbox.installer.host.ssh.Hop hop) {
            return Optional.ofNullable(attempts.get(hop.toString()))
                    .flatMap(attempt -> attempt.hostKey().verdict())
                    .filter(HostKeyVerdict.Trusted.class::isInstance)
                    .isPresent();
        }

        List<Hop> hops() {
            List<Hop> hops = new ArrayList<>();
            attempts.forEach((name, attempt) -> hops.add(hop(name, attempt)));
            return List.copyOf(hops);
        }

        private static Hop hop(String name, Attempt attempt) {
            var settings = attempt.hop().settings();
            return new Hop(
                    name,
                    settings.applied().stream()
                            .map(line -> "%s (%s)".formatted(line, line.place()))
                            .toList(),
                    settings.ignored().stream().map(Object::toString).toList(),
                    verdict(attempt.hostKey()),
                    attempt.trace().offered(),
                    attempt.trace().notes(),
                    attempt.agreement().map(Recording::describe));
        }

        private static String verdict(HostKeyCheck check) {
            String key = check.shown().map(shown -> shown + ": ").orElse("");
            HostKeyVerdict verdict = check.verdict().orElse(null);
            if (verdict == null) {
                return "the server showed none";
            }
            if (verdict instanceof HostKeyVerdict.Trusted trusted) {
                return key + "trusted, known from " + trusted.because();
            }
            if (verdict instanceof HostKeyVerdict.Unknown) {
                return key + "unknown";
            }
            return key
                    + (verdict instanceof HostKeyVerdict.Changed changed
                            ? "another than before: " + String.join(", ", changed.before())
                            : "refused");
        }

        private static String describe(Agreement agreement) {
            return "%s (%s), host key %s, %s; the server is %s"
                    .formatted(
                            agreement.keyExchange(),
                            agreement.postQuantum() ? "post-quantum" : "not post-quantum",
                            agreement.hostKey(),
                            agreement.cipher(),
                            Interaction.printable(agreement.server()));
        }
    }
}
