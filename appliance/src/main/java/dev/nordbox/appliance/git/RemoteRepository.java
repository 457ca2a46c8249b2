package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** The other side: it lists its refs and hands out packs. */
final class RemoteRepository implements AutoCloseable {

    private final GitAccess access;
    private final MirrorRoom room;
    private final Optional<SshConnection> ssh;
    private final Optional<TrustManager> trust;

    private RemoteRepository(
            GitAccess access,
            MirrorRoom room,
            Optional<SshConnection> ssh,
            Optional<TrustManager> trust) {
        this.access = access;
        this.room = room;
        this.ssh = ssh;
        this.trust = trust;
    }

    /**
     * Reads the keys that are needed; nobody is called yet.
     *
     * @param room for the packs that come
     */
    static RemoteRepository of(GitAccess access, MirrorRoom room) throws GitException {
        if (access.url().scheme() != GitUrl.Scheme.SSH) {
            return new RemoteRepository(access, room, Optional.empty(), access.trust().named());
        }
        SshConnection connection =
                SshConnection.to(
                        access.url(),
                        key(access.login()),
                        access.knownHosts(),
                        access.answerWithin());
        return new RemoteRepository(access, room, Optional.of(connection), Optional.empty());
    }

    private static DeployKey key(GitLogin login) throws GitException {
        if (login instanceof GitLogin.KeyFile key) {
            return DeployKey.read(key.file());
        }
        if (login instanceof GitLogin.Key key) {
            return DeployKey.of(key.text(), key.origin());
        }
        throw new GitException(
                Reason.SETUP,
                "a repository over SSH needs a deploy key",
                "name the file of the key (repo.identityFile); no other key and no ~/.ssh is looked"
                        + " at");
    }

    /** Whether a failure may come from a login that has gone stale since it last served. */
    boolean overKeptLogin() {
        return ssh.map(SshConnection::isKept).orElse(false);
    }

    void dropLogin() {
        ssh.ifPresent(SshConnection::drop);
    }

    /** Opens an exchange: the answer to "which refs begin like this" is there when it returns. */
    Exchange ask(Mirror mirror, boolean wholeHistory, String... refPrefixes) throws GitException {
        FetchBudget budget = new FetchBudget(access.fetchWithin());
        Transport transport = null;
        try {
            transport = transport(mirror, budget);
            if (!wholeHistory) {
                transport.setDepth(1);
            }
            FetchConnection connection = transport.openFetch(List.of(), refPrefixes);
            return new Exchange(transport, connection, budget);
        } catch (IOException e) {
            if (transport != null) {
                transport.close();
            }
            throw GitFailures.of(access, e);
        }
    }

    private Transport transport(Mirror mirror, FetchBudget budget)
            throws IOException, GitException {
        Transport transport = Transport.open(mirror.repository(), uri(access.url()));
        transport.setTimeout((int) Math.max(1, access.answerWithin().toSeconds()));
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setObjectChecker(
                new ObjectChecker()
                        .setAllowLeadingZeroFileMode(true)
                        .setAllowInvalidPersonIdent(true));
        if (access.login() instanceof GitLogin.PasswordFile password) {
            transport.setCredentialsProvider(HttpsCredentials.read(password.file(), access.url()));
        } else if (access.login() instanceof GitLogin.Password password) {
            transport.setCredentialsProvider(HttpsCredentials.of(password, access.url()));
        }
        if (transport instanceof TransportHttp overHttps) {
            overHttps.setHttpConnectionFactory(new WatchedHttp(access.url(), budget, trust));
        }
        if (transport instanceof SshTransport overSsh && ssh.isPresent()) {
            overSsh.setSshSessionFactory(new SshSessions(ssh.get(), budget, access.answerWithin()));
        }
        return transport;
    }

    private static URIish uri(GitUrl url) {
        URIish uri = new URIish().setPath(url.path());
        return switch (url.scheme()) {
            case FILE -> uri.setScheme("file");
            case SSH ->
                    uri.setScheme("ssh")
                            .setUser(url.user())
                            .setHost(url.host())
                            .setPort(url.port());
            case HTTPS -> uri.setScheme("https").setHost(url.host()).setPort(url.port());
        };
    }

    @Override
    public void close() {
        ssh.ifPresent(SshConnection::close);
    }

    /** One question and, if its answer is news, one pack. */
    final class Exchange implements AutoCloseable {

        private final Transport transport;
        private final FetchConnection connection;
        private final FetchBudget budget;

        private Exchange(Transport transport, FetchConnection connection, FetchBudget budget) {
            this.transport = transport;
            this.connection = connection;
            this.budget = budget;
        }

        List<TargetRevision.RemoteRef> refs() {
            return connection.getRefs().stream()
                    .filter(ref -> ref.getObjectId() != null)
                    .map(
                            ref ->
                                    new TargetRevision.RemoteRef(
                                            ref.getName(), commit(ref), ref.getLeaf().getName()))
                    .toList();
        }

        /** Brings these commits and their files into the mirror that was asked for. */
        void fetch(Collection<String> commits, Set<ObjectId> bases) throws GitException {
            List<Ref> wants =
                    commits.stream()
                            .<Ref>map(
                                    id ->
                                            new ObjectIdRef.Unpeeled(
                                                    Ref.Storage.NETWORK,
                                                    id,
                                                    ObjectId.fromString(id)))
                            .toList();
            try (MirrorRoom.Reservation forPack = room.reserve()) {
                budget.allow(forPack);
                connection.fetch(budget, wants, bases);
            } catch (IOException e) {
                throw GitFailures.of(access, e);
            } finally {
                unlockPacks();
            }
            if (budget.timeIsOver()) {
                throw new GitException(
                        Reason.TIMED_OUT,
                        "the fetch from "
                                + access.url()
                                + " took longer than "
                                + access.fetchWithin().toSeconds()
                                + " s",
                        "make the repository smaller, or the way to it faster");
            }
        }

        private void unlockPacks() throws GitException {
            for (PackLock lock : connection.getPackLocks()) {
                try {
                    lock.unlock();
                } catch (IOException e) {
                    throw JGitSource.mirrorBroken(e);
                }
            }
        }

        private static String commit(Ref ref) {
            ObjectId peeled = ref.getPeeledObjectId();
            return (peeled == null ? ref.getObjectId() : peeled).name();
        }

        @Override
        public void close() {
            connection.close();
            transport.close();
        }
    }
}
