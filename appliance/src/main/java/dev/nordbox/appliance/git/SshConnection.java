package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/**
 * One SSH login at the Git host, kept between polls: a poll then costs a channel, not a key
 * exchange. It knows one key and what {@link KnownHosts} say; agents, other keys, passwords and
 * {@code ~/.ssh} are not looked at.
 */
final class SshConnection implements AutoCloseable {

    private final GitUrl url;
    private final DeployKey key;
    private final KnownHosts knownHosts;
    private final Duration within;
    private final SshClient client;
    private Optional<ClientSession> kept = Optional.empty();

    private SshConnection(GitUrl url, DeployKey key, KnownHosts knownHosts, Duration within) {
        this.url = url;
        this.key = key;
        this.knownHosts = knownHosts;
        this.within = within;
        this.client = closedClient(key, within);
    }

    /**
     * The host is first called by {@link #open}.
     *
     * @param within time for the connection, for the login, and for a channel, each
     */
    static SshConnection to(GitUrl url, DeployKey key, KnownHosts knownHosts, Duration within) {
        return new SshConnection(url, key, knownHosts, within);
    }

    private static SshClient closedClient(DeployKey key, Duration within) {
        SshClient client = ClientBuilder.builder().build();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(key.pair()));
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        client.setNioWorkers(1);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, within);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, within.multipliedBy(2));
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, within);
        // The session outlives many polls; a half-open one is noticed by the next, not by silence.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(30));
        return client;
    }

    /** Whether the next {@link #open} goes over a login that already served. */
    synchronized boolean isKept() {
        return kept.map(ClientSession::isOpen).orElse(false);
    }

    /** Runs a command at the host, over the kept login if it still stands. */
    synchronized ChannelExec open(String command, Map<String, String> environment)
            throws GitException {
        ClientSession session = session();
        try {
            ChannelExec channel = session.createExecChannel(command);
            environment.forEach(channel::setEnv);
            channel.open().verify(within);
            return channel;
        } catch (IOException e) {
            drop();
            throw new GitException(
                    GitFailures.isTimeout(e) ? Reason.TIMED_OUT : Reason.CONNECTION_LOST,
                    "the SSH connection to " + where() + " broke: " + GitFailures.words(e),
                    "nothing, if this passes by itself; it is tried again",
                    e);
        }
    }

    /** Ends the kept login, so that the next {@link #open} makes a new one. */
    synchronized void drop() {
        kept.ifPresent(session -> session.close(true));
        kept = Optional.empty();
    }

    private ClientSession session() throws GitException {
        if (isKept()) {
            return kept.orElseThrow();
        }
        drop();
        PinnedHostKeys hostKeys = PinnedHostKeys.of(url.host(), url.port(), knownHosts);
        client.setServerKeyVerifier(hostKeys);
        client.setSignatureFactories(
                hostKeys.preferred(ClientBuilder.setUpDefaultSignatureFactories(true)));
        if (!client.isStarted()) {
            client.start();
        }
        ClientSession session = connect();
        try {
            session.auth().verify(within);
        } catch (IOException e) {
            session.close(true);
            throw hostKeys.refusal().orElseGet(() -> notLoggedIn(e));
        }
        kept = Optional.of(session);
        return session;
    }

    private ClientSession connect() throws GitException {
        try {
            String bare = url.host().replaceAll("[\\[\\]]", "");
            return client.connect(user(), bare, url.port()).verify(within).getClientSession();
        } catch (IOException e) {
            throw GitFailures.noConnection(url, e);
        }
    }

    private GitException notLoggedIn(IOException e) {
        if (GitFailures.isTimeout(e)) {
            return new GitException(
                    Reason.TIMED_OUT,
                    where() + " did not finish the login within " + within.toSeconds() + " s",
                    "see whether an SSH server answers there, and no firewall swallows it",
                    e);
        }
        if (GitFailures.isLoginRefused(e)) {
            return new GitException(
                    Reason.LOGIN_REFUSED,
                    where() + " refuses the deploy key " + key,
                    "register this line as a read-only deploy key of the repository: "
                            + key.publicLine(),
                    e);
        }
        return new GitException(
                Reason.CONNECTION_LOST,
                "no SSH session with " + where() + ": " + GitFailures.words(e),
                "see whether an SSH server answers there",
                e);
    }

    private String user() {
        return url.user().isEmpty() ? "git" : url.user();
    }

    private String where() {
        return user() + "@" + url.host() + (url.port() == 22 ? "" : ":" + url.port());
    }

    @Override
    public synchronized void close() {
        drop();
        client.stop();
    }
}
