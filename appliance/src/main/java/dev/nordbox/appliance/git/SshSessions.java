package dev.nordbox.appliance.git;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/** Gives JGit the kept {@link SshConnection} as often as it asks for a session. */
final class SshSessions extends SshSessionFactory {

    private final SshConnection connection;
    private final FetchBudget budget;
    private final Duration within;

    SshSessions(SshConnection connection, FetchBudget budget, Duration within) {
        this.connection = connection;
        this.budget = budget;
        this.within = within;
    }

    @Override
    public RemoteSession getSession(
            URIish uri, CredentialsProvider credentials, FS fs, int timeoutMillis) {
        return new KeptSession();
    }

    @Override
    public void releaseSession(RemoteSession session) {
        // The connection outlives the exchange.
    }

    @Override
    public String getType() {
        return "nordbox";
    }

    private final class KeptSession implements RemoteSession2 {

        @Override
        public Process exec(String command, int timeoutSeconds) throws IOException {
            return exec(command, Map.of(), timeoutSeconds);
        }

        @Override
        public Process exec(String command, Map<String, String> environment, int timeoutSeconds)
                throws IOException {
            try {
                return new ChannelProcess(connection.open(command, environment), budget, within);
            } catch (GitException e) {
                throw new TransportException(e.getMessage(), e);
            }
        }

        @Override
        public void disconnect() {
            connection.drop();
        }
    }
}
