package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/** One attempt at one connection, from nothing to a login. */
final class Handshake {
    private static final String KEEPALIVE = "keepalive@openssh.com";

    private final SshTarget target;
    private final List<NamedFactory<Signature>> hostKeyAlgorithms;
    private final KeyRing keys;
    private final SshTimings timings;
    private final HostKeyCheck hostKey;
    private final LoginTrace trace;

    Handshake(
            SshTarget target,
            HostKeyPolicy policy,
            List<NamedFactory<Signature>> hostKeyAlgorithms,
            KeyRing keys,
            SshTimings timings) {
        this.target = target;
        this.hostKeyAlgorithms = hostKeyAlgorithms;
        this.keys = keys;
        this.timings = timings;
        this.hostKey = new HostKeyCheck(target, policy);
        this.trace = new LoginTrace(keys);
    }

    /**
     * @throws UnknownHostKey when a person has to confirm the server's key first
     * @throws LoginRefused when the server takes none of the keys
     * @throws HostKeyRefused when the key contradicts what is known
     * @throws HostException when there is no way to the server
     */
    SshConnection perform() throws HostException {
        if (keys.pairs().isEmpty() && keys.agent().isEmpty()) {
            throw LoginRefused.noKey(target, trace);
        }
        SshClient client = newClient();
        client.start();
        try {
            ClientSession session = connect(client);
            login(session);
            return new SshConnection(target, client, session);
        } catch (HostException | RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    private SshClient newClient() {
        SshClient client = SshClient.setUpDefaultClient();
        // sshd's defaults accept every host key, and read ~/.ssh on their own.
        client.setServerKeyVerifier(hostKey);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys.pairs()));
        client.setUserAuthFactories(
                List.of(new UserAuthPublicKeyFactory(HostKeyAlgorithms.forLogin())));
        client.setSignatureFactories(hostKeyAlgorithms);
        client.setPublicKeyAuthenticationReporter(trace);
        keys.agent().ifPresent(offer -> client.setAgentFactory(new AgentKeys(offer, trace)));
        client.setNioWorkers(2);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, timings.heartbeat());
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, KEEPALIVE);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, timings.unanswered());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, timings.login());
        // A long quiet command is no idle connection: the heartbeat decides.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        return client;
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
                unreachable.add(socket, e);
            }
        }
        throw unreachable.toException();
    }

    private InetAddress[] addresses() throws HostException {
        try {
            return InetAddress.getAllByName(target.host());
        } catch (UnknownHostException e) {
            throw Unreachable.unknownName(target);
        }
    }

    private void login(ClientSession session) throws HostException {
        try {
            session.auth().verify(timings.login());
        } catch (IOException e) {
            throw explain(session, e);
        }
    }

    private HostException explain(ClientSession session, IOException failure) {
        HostKeyVerdict verdict = hostKey.verdict().orElse(null);
        if (verdict instanceof HostKeyVerdict.Refused refused) {
            return new HostKeyRefused(refused.problem());
        }
        if (verdict instanceof HostKeyVerdict.Unknown unknown) {
            return new UnknownHostKey(target, unknown, "no terminal to confirm it on");
        }
        String said = Unreachable.root(failure);
        if (verdict == null) {
            return notSsh(session, said);
        }
        if (Unreachable.Reason.of(failure) == Unreachable.Reason.TIMED_OUT) {
            return broken(
                    "the server did not finish the login in " + timings.login().toSeconds() + " s");
        }
        if (isRefusal(failure)) {
            return LoginRefused.of(target, trace, said);
        }
        return broken("the connection broke during the login: " + said);
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

    private HostException notSsh(ClientSession session, String said) {
        if (session.getServerVersion() == null) {
            return new HostException(
                    ExitCode.HOST_UNREACHABLE,
                    new Problem(
                            "%s answers, but not as an SSH server: %s"
                                    .formatted(target.endpoint(), said),
                            target.name(),
                            "is this sshd's port? give it as --host user@host:port; if it is, something"
                                    + " in between (fail2ban, a firewall, MaxStartups) cuts it off"));
        }
        return broken("no secure connection could be agreed on: " + said);
    }

    private HostException broken(String what) {
        return new HostException(
                ExitCode.HOST_UNREACHABLE,
                new Problem(what, target.name(), "run the same command again"));
    }
}
