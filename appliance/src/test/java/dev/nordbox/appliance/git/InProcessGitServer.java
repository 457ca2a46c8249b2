package dev.nordbox.appliance.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.util.FS;

/** A Git host for unit tests: SSH in this process, repositories below one directory. */
final class InProcessGitServer implements AutoCloseable {

    private final String address;
    private final SshServer server;
    private final Path repositories;
    private final KeyPair hostKey;
    private final AtomicInteger logins = new AtomicInteger();
    private volatile PublicKey registered;
    private volatile boolean silent;

    InProcessGitServer(Path repositories, PublicKey deployKey) throws Exception {
        this(repositories, deployKey, "127.0.0.1");
    }

    InProcessGitServer(Path repositories, PublicKey deployKey, String address) throws Exception {
        this.address = address;
        this.repositories = repositories;
        this.registered = deployKey;
        this.hostKey = newKey();
        server = SshServer.setUpDefaultServer();
        server.setHost(address);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (user, key, session) -> KeyUtils.compareKeys(key, registered));
        server.setCommandFactory((channel, command) -> new UploadPackCommand(command));
        server.addSessionListener(
                new SessionListener() {
                    @Override
                    public void sessionEvent(Session session, Event event) {
                        if (event == Event.Authenticated) {
                            logins.incrementAndGet();
                        }
                    }
                });
        server.start();
    }

    static KeyPair newKey() throws GeneralSecurityException {
        return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    }

    static Path writePrivate(KeyPair key, Path file) throws Exception {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        return file;
    }

    int port() {
        return server.getPort();
    }

    int logins() {
        return logins.get();
    }

    String knownHostsLine() {
        return knownHostsLine(hostKey.getPublic());
    }

    String knownHostsLine(PublicKey key) {
        return "[" + address + "]:" + port() + " " + PublicKeyEntry.toString(key) + "\n";
    }

    void register(PublicKey key) {
        registered = key;
    }

    /** From now on it takes logins and commands, and answers nothing. */
    void fallSilent() {
        silent = true;
    }

    void dropSessions() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class UploadPackCommand implements Command {

        private final String command;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private ExitCallback exit = (status, message, closeImmediately) -> {};

        UploadPackCommand(String command) {
            this.command = command;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            if (!silent) {
                Thread thread = new Thread(() -> serve(environment.getEnv()), "upload-pack");
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void serve(Map<String, String> environment) {
            String path = command.replaceFirst("^git-upload-pack '/?(.*)'$", "$1");
            try (Repository repository = open(path)) {
                UploadPack pack = new UploadPack(repository);
                String protocol = environment.get("GIT_PROTOCOL");
                if (protocol != null) {
                    pack.setExtraParameters(List.of(protocol));
                }
                pack.upload(in, out, err);
                exit.onExit(0);
            } catch (RepositoryNotFoundException e) {
                say("fatal: '" + path + "' does not appear to be a git repository\n");
                exit.onExit(128);
            } catch (IOException e) {
                exit.onExit(1);
            }
        }

        private Repository open(String path) throws IOException {
            Path directory = repositories.resolve(path);
            if (!RepositoryCache.FileKey.isGitRepository(directory.toFile(), FS.DETECTED)) {
                throw new RepositoryNotFoundException(path);
            }
            return new FileRepository(directory.toFile());
        }

        private void say(String text) {
            try {
                err.write(text.getBytes(StandardCharsets.UTF_8));
                err.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void destroy(ChannelSession channel) {
            // the streams end with the channel
        }
    }
}
