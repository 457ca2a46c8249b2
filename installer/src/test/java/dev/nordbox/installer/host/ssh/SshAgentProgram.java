package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real {@code ssh-agent} of its own. */
final class SshAgentProgram implements AutoCloseable {
    private final Path socket;
    private final Process agent;

    SshAgentProgram(Path folder) throws IOException {
        socket = folder.resolve("agent");
        agent =
                new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Awaitility.await().until(() -> Files.exists(socket));
    }

    Path socket() {
        return socket;
    }

    void add(Path key) throws Exception {
        run(List.of("ssh-add", "-q", key.toString()), socket);
    }

    /** Makes a key pair with ssh-keygen; returns the private half. */
    static Path newKey(Path file, String type) throws Exception {
        run(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString()), file);
        return file;
    }

    static void encrypt(Path key, String passphrase) throws Exception {
        run(List.of("ssh-keygen", "-q", "-p", "-N", passphrase, "-f", key.toString()), key);
    }

    /** Issues a certificate beside the public half. */
    static void sign(Path authority, Path publicHalf, String... options) throws Exception {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "test"));
        words.addAll(List.of(options));
        words.add(publicHalf.toString());
        run(words, authority);
    }

    private static void run(List<String> words, Path socket) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(words + ": " + said);
        }
    }

    @Override
    public void close() {
        agent.destroy();
    }
}
