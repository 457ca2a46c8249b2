package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * An SSH server in this process whose commands run in a local shell, as the user who runs the
 * tests. Programs that need root are shadowed: {@code chown} does nothing, {@code sudo} obeys.
 */
final class LocalSshServer implements AutoCloseable {
    private final Path folder;
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<PublicKey> authorized = ConcurrentHashMap.newKeySet();
    private final List<KeyPair> hostKeys;
    private volatile List<String> shell = List.of("sh", "-c");

    private LocalSshServer(Path folder, List<KeyPair> hostKeys) {
        this.folder = folder;
        this.hostKeys = hostKeys;
    }

    /** With an ECDSA host key, on a free port of the loopback. */
    static LocalSshServer start(Path folder) throws Exception {
        return start(folder, 0, List.of(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
    }

    static LocalSshServer start(Path folder, int port, List<KeyPair> hostKeys) throws Exception {
        LocalSshServer local = new LocalSshServer(folder, hostKeys);
        local.shadow("chown", "exit 0");
        local.allowSudo();
        local.listen(port);
        return local;
    }

    private void listen(int port) throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPublickeyAuthenticator(
                (user, key, session) ->
                        authorized.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
        server.setCommandFactory((channel, line) -> new ShellCommand(line));
        server.start();
    }

    void authorize(PublicKey key) {
        authorized.add(key);
    }

    /** Nobody's key is taken any more. */
    void forget() {
        authorized.clear();
    }

    void allowSudo() throws IOException {
        shadow("sudo", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
    }

    void denySudo() throws IOException {
        shadow("sudo", "echo 'sudo: a password is required' >&2; exit 1");
    }

    void shadow(String program, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(program);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What runs a command line; the line is its last argument. */
    void loginShell(String... words) {
        shell = List.of(words);
    }

    int port() {
        return server.getPort();
    }

    SshServer sshd() {
        return server;
    }

    List<KeyPair> hostKeys() {
        return hostKeys;
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(hostKeys.get(0).getPublic());
    }

    static KeyPair newKeyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /**
     * A command line in the login's shell on this machine, its streams pumped by one thread each.
     */
    private final class ShellCommand implements Command {
        private final String line;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private ExitCallback exit = (code, message, close) -> {};
        private Process process;

        ShellCommand(String line) {
            this.line = line;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            List<String> words = new ArrayList<>(shell);
            words.add(line);
            ProcessBuilder builder = new ProcessBuilder(words);
            Path home = Files.createDirectories(folder.resolve("home"));
            builder.environment().put("HOME", home.toString());
            builder.environment().merge("PATH", folder.resolve("bin") + ":", (a, b) -> b + a);
            process = builder.start();
            pump(in, process.getOutputStream(), true);
            Thread output = pump(process.getInputStream(), out, false);
            Thread errors = pump(process.getErrorStream(), err, false);
            background(
                    () -> {
                        int code = process.waitFor();
                        output.join();
                        errors.join();
                        exit.onExit(code);
                        return code;
                    });
        }

        private Thread pump(InputStream from, OutputStream to, boolean closing) {
            return background(
                    () -> {
                        byte[] buffer = new byte[8192];
                        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                            to.write(buffer, 0, n);
                            to.flush();
                        }
                        if (closing) {
                            to.close();
                        }
                        return closing;
                    });
        }

        private Thread background(Callable<?> work) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    work.call();
                                } catch (Exception e) {
                                    // The other side went away: nothing is left to pump.
                                    process.destroy();
                                }
                            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        @Override
        public void destroy(ChannelSession channel) {
            process.destroyForcibly();
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
    }
}
