package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.HopLogin.People;
import dev.nordbox.installer.host.ssh.config.HostSettings.Ignored;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.KnownHosts;
import dev.nordbox.installer.host.ssh.hostkey.Pin;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens connections to one host: the first, and later fresh ones that prove the way in. */
public final class SshConnector {
    private final Route route;
    private final List<HopLogin> logins;
    private final WatchedPrompts prompts;
    private final SshTimings timings;

    private SshConnector(
            Route route, List<HopLogin> logins, WatchedPrompts prompts, SshTimings timings) {
        this.route = route;
        this.logins = logins;
        this.prompts = prompts;
        this.timings = timings;
    }

    /**
     * Reads configuration and keys; nothing goes over the network yet.
     *
     * @param warnings what is worth telling and in nobody's way
     * @throws ProblemException when flags, keys or the ssh configuration cannot be used
     */
    public static SshConnector of(
            SshLogin login,
            SshEnvironment environment,
            HostKeyConfirmation confirmation,
            LoginPrompts prompts,
            Consumer<Problem> warnings,
            SshTimings timings)
            throws ProblemException {
        Route route = Route.to(login, environment.config());
        route.ignored().forEach(line -> warnings.accept(notDone(line)));
        List<HopLogin> logins = new ArrayList<>();
        for (Hop hop : route.hops()) {
            boolean last = hop == route.host();
            LoginPrompts asked = hop.settings().batch() ? LoginPrompts.NOBODY : prompts;
            WatchedPrompts watched = new WatchedPrompts(asked);
            logins.add(
                    new HopLogin(
                            hop,
                            policy(
                                    environment.knownHosts(hop.settings().hostKeys()),
                                    last ? pin(login) : Optional.empty()),
                            last || login.contact() == FirstContact.ACCEPT_NEW
                                    ? login.contact()
                                    : FirstContact.ASK,
                            KeyRing.gather(
                                    last ? login.identity() : Optional.empty(),
                                    hop.settings().identities(),
                                    environment,
                                    watched),
                            new People(confirmation, watched, warnings),
                            timings.connectWithin(hop.settings().connectTimeout())));
        }
        return new SshConnector(route, List.copyOf(logins), new WatchedPrompts(prompts), timings);
    }

    /**
     * Where a host really is: what its name stands for in ssh's configuration.
     *
     * @throws ProblemException when host or configuration cannot be understood
     */
    public static Whereabouts whereaboutsOf(SshLogin login, SshEnvironment environment)
            throws ProblemException {
        Route route = Route.to(login, environment.config());
        return new Whereabouts(route.host().target(), route.isDirect());
    }

    private static Optional<Pin> pin(SshLogin login) throws ProblemException {
        return login.hostKey().isEmpty()
                ? Optional.empty()
                : Optional.of(Pin.parse(login.hostKey().get(), login.hostKeySaid()));
    }

    private static HostKeyPolicy policy(KnownHosts knownHosts, Optional<Pin> pin) {
        return pin.<HostKeyPolicy>map(named -> new HostKeyPolicy.Pinned(named, knownHosts))
                .orElseGet(() -> new HostKeyPolicy.Known(knownHosts));
    }

    private static Problem notDone(Ignored line) {
        return new Problem(
                "`%s`: %s".formatted(line.line(), line.meaning()),
                line.line().place(),
                "nothing, if the login works; nordbox reads the rest of the file as ssh does");
    }

    /**
     * Connects and logs in, hop by hop; asks for a host key's confirmation, a passphrase or a
     * password where that helps.
     *
     * @throws HostException telling apart: no way there, wrong or unknown host key, login refused
     */
    public SshHost connect() throws HostException {
        return connect(HandshakeReport.NONE);
    }

    SshHost connect(HandshakeReport report) throws HostException {
        Duration asking = spentAsking();
        long start = System.nanoTime();
        SshConnection connection = open(report);
        Duration login = Duration.ofNanos(System.nanoTime() - start);
        return new SshHost(
                route.host(), this, connection, prompts, login.minus(spentAsking().minus(asking)));
    }

    /** How long people took to answer so far, sudo's questions included: no host is slow by it. */
    Duration spentAsking() {
        return logins.stream().map(HopLogin::spentAsking).reduce(prompts.spent(), Duration::plus);
    }

    /** The connection by itself, for what is no command. */
    SshConnection open() throws HostException {
        return open(HandshakeReport.NONE);
    }

    private SshConnection open(HandshakeReport report) throws HostException {
        return hopByHop((login, via) -> login.open(via, report));
    }

    /** As it was opened before: the same keys, the same passwords. */
    SshConnection again() throws HostException {
        return hopByHop(HopLogin::again);
    }

    private interface Opening {
        SshConnection open(HopLogin login, Optional<SshConnection> via) throws HostException;
    }

    private SshConnection hopByHop(Opening opening) throws HostException {
        Optional<SshConnection> via = Optional.empty();
        for (HopLogin login : logins) {
            try {
                SshConnection next = opening.open(login, via);
                via.ifPresent(next::takeOver);
                via = Optional.of(next);
            } catch (HostException | RuntimeException e) {
                via.ifPresent(SshConnection::close);
                throw e;
            }
        }
        return via.orElseThrow();
    }

    Route route() {
        return route;
    }

    /** A login of its own, over the jump hosts that are there; closed at once. */
    void proveLogin(SshConnection open, Duration deadline) throws HostException {
        HopLogin last = logins.get(logins.size() - 1);
        last.prove(open.via(), timings.loginWithin(deadline)).close();
    }
}
