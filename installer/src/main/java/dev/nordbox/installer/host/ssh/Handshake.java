package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.config.HostSettings.Family;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.signature.Signature;

/** One attempt at one connection to one hop, from nothing to a login. */
final class Handshake {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Hop hop;
    private final SshTarget target;
    private final List<NamedFactory<Signature>> hostKeyAlgorithms;
    private final KeyRing keys;
    private final Asked asked;
    private final SshTimings timings;
    private final HostKeyCheck hostKey;
    private final Answers answers = new Answers();

    /**
     * @param prompts who is asked
     * @param watch knows whether somebody is being asked
     */
    record Asked(LoginPrompts prompts, WatchedPrompts watch) {}

    Handshake(
            Hop hop,
            HostKeyPolicy policy,
            List<NamedFactory<Signature>> hostKeyAlgorithms,
            KeyRing keys,
            Asked asked,
            SshTimings timings) {
        this.hop = hop;
        this.target = hop.target();
        this.hostKeyAlgorithms = hostKeyAlgorithms;
        this.keys = keys;
        this.asked = asked;
        this.timings = timings;
        this.hostKey = new HostKeyCheck(hop, policy);
    }

    /**
     * @param via the connection to the hop before; empty: there is none
     * @param report is told what was offered and how it ended
     * @throws UnknownHostKey when a person has to confirm the server's key first
     * @throws LoginRefused when the server takes nothing that is offered
     * @throws HostKeyRefused when the key contradicts what is known
     * @throws HostException when there is no way to the server
     */
    SshConnection perform(Optional<SshConnection> via, HandshakeReport report)
            throws HostException {
        try (KeyOffer offer = keys.offer()) {
            LoginTrace trace = new LoginTrace(offer);
            report.began(hop, hostKey, trace);
            List<UserAuthFactory> methods =
                    ClientSetup.methods(
                            hop.settings(), offer.keys(), asked.prompts().somebody(), trace);
            if (methods.isEmpty() || offer.keys().isEmpty() && !asked.prompts().somebody()) {
                throw LoginRefused.nothingToOffer(hop, trace);
            }
            SshClient client = ClientSetup.client(hostKey, hostKeyAlgorithms, methods, timings);
            client.setPublicKeyAuthenticationReporter(trace);
            client.setPasswordAuthenticationReporter(trace);
            client.setUserInteraction(new Interaction(target, asked.prompts(), trace));
            return perform(client, via, offer, trace, report);
        }
    }

    /** The server's key, once it was shown. */
    Optional<HostKey> hostKey() {
        return hostKey.shown();
    }

    /** The server's key, when it was proved right and is not known to the next run yet. */
    Optional<HostKey> newlyTrusted() {
        return hostKey.verdict()
                .filter(
                        verdict ->
                                verdict instanceof HostKeyVerdict.Trusted trusted
                                        && trusted.remember())
                .flatMap(verdict -> hostKey.shown());
    }

    private SshConnection perform(
            SshClient client,
            Optional<SshConnection> via,
            KeyOffer offer,
            LoginTrace trace,
            HandshakeReport report)
            throws HostException {
        client.setIoServiceEventListener(answers);
        client.start();
        Optional<Tunnel> tunnel = Optional.empty();
        try {
            if (via.isPresent()) {
                tunnel = Optional.of(via.get().tunnelTo(target, timings.connect()));
            }
            ClientSession session =
                    tunnel.isPresent() ? connect(client, tunnel.get()) : connect(client);
            login(session, trace);
            report.agreed(Agreement.of(session));
            return new SshConnection(target, client, session, tunnel, trace.isByKey());
        } catch (HostException | RuntimeException e) {
            offer.close(); // a client does not stop while an agent is to sign for it
            tunnel.ifPresent(Tunnel::close);
            client.stop();
            throw e;
        }
    }

    private ClientSession connect(SshClient client) throws HostException {
        Unreachable unreachable = new Unreachable(target);
        for (InetAddress address : addresses()) {
            InetSocketAddress socket = new InetSocketAddress(address, target.port());
            try {
                return client.connect(target.user(), socket)
                        .verify(timings.connect())
                        .getClientSession();
            } catch (IOException e) {
                unreachable.add(socket, e, answers.has(socket));
            }
        }
        throw unreachable.toException();
    }

    private ClientSession connect(SshClient client, Tunnel tunnel) throws HostException {
        try {
            ClientSession session =
                    client.connect(target.user(), tunnel.door())
                            .verify(timings.connect())
                            .getClientSession();
            InetSocketAddress own = (InetSocketAddress) session.getLocalAddress();
            tunnel.admit(own.getPort());
            return session;
        } catch (IOException e) {
            throw broken("the way through the jump host broke: " + Unreachable.root(e));
        }
    }

    private List<InetAddress> addresses() throws HostException {
        Family family = hop.settings().family();
        try {
            List<InetAddress> all =
                    Stream.of(InetAddress.getAllByName(target.host()))
                            .filter(
                                    address ->
                                            family == Family.ANY
                                                    || (address instanceof Inet4Address)
                                                            == (family == Family.INET))
                            .toList();
            if (all.isEmpty()) {
                throw Unreachable.noAddress(target, family.toString().toLowerCase());
            }
            return all;
        } catch (UnknownHostException e) {
            throw Unreachable.unknownName(target);
        }
    }

    private void login(ClientSession session, LoginTrace trace) throws HostException {
        try {
            AuthFuture login = session.auth();
            long end = System.nanoTime() + timings.login().toNanos();
            while (!login.await(LOOK)) {
                if (asked.watch().signingFor().compareTo(timings.signature()) > 0) {
                    break;
                }
                if (asked.watch().asking()) {
                    end = System.nanoTime() + timings.login().toNanos();
                } else if (System.nanoTime() > end) {
                    break;
                }
            }
            login.verify(LOOK);
        } catch (IOException e) {
            throw explain(session, e, trace);
        }
    }

    private HostException explain(ClientSession session, IOException failure, LoginTrace trace) {
        HostKeyVerdict verdict = hostKey.verdict().orElse(null);
        if (verdict instanceof HostKeyVerdict.Refused refused) {
            return new HostKeyRefused(refused.problem());
        }
        if (verdict instanceof HostKeyVerdict.Unknown unknown) {
            return new UnknownHostKey(hop, unknown, "no terminal to confirm it on");
        }
        if (verdict instanceof HostKeyVerdict.Changed changed) {
            return new HostKeyRefused(changed);
        }
        String said = Unreachable.root(failure);
        if (!asked.watch().signingFor().isZero()) {
            return unsigned();
        }
        if (verdict == null) {
            return session.getServerVersion() == null
                    ? Unreachable.notSsh(target, said)
                    : broken("no secure connection could be agreed on: " + said);
        }
        if (Unreachable.Reason.of(failure) == Unreachable.Reason.TIMED_OUT) {
            return broken(
                    "the server did not finish the login in " + timings.login().toSeconds() + " s");
        }
        if (isRefusal(failure)) {
            return LoginRefused.of(hop, trace, said);
        }
        return broken("the connection broke during the login: " + said);
    }

    /** No loss of a connection: to connect again would only wait for the same hand. */
    private HostException unsigned() {
        return new HostException(
                ExitCode.TIMED_OUT,
                new Problem(
                        "the agent did not sign in %d s".formatted(timings.signature().toSeconds()),
                        target.name(),
                        "run the same command again, and touch the security key or answer the agent"
                                + " when it asks"));
    }

    private static boolean isRefusal(IOException failure) {
        if (!(failure instanceof SshException ssh)) {
            return false;
        }
        int code = ssh.getDisconnectCode();
        return code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                || code == SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR
                || code == SshConstants.SSH2_DISCONNECT_AUTH_CANCELLED_BY_USER
                || code == SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME;
    }

    private HostException broken(String what) {
        return new HostException(
                ExitCode.HOST_UNREACHABLE,
                new Problem(what, target.name(), "run the same command again"));
    }
}
