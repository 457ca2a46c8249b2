package dev.nordbox.appliance.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Debian's OpenSSH and git in a container, by the docker program. The image is {@code
 * NORDBOX_SSHD_IMAGE}, or the one that {@code ci/testbed/docker/images} builds; without it the
 * tests fail.
 */
final class SshdContainer implements AutoCloseable {

    private static final String IMAGE =
            System.getenv().getOrDefault("NORDBOX_SSHD_IMAGE", "nordbox-test/debian-sshd:12");

    private final String id;
    private final int port;

    SshdContainer() throws IOException {
        id = docker("run", "-d", "--rm", "--pull=never", "-p", "127.0.0.1::22", IMAGE).strip();
        String published = docker("port", id, "22/tcp").lines().findFirst().orElseThrow();
        port = Integer.parseInt(published.substring(published.lastIndexOf(':') + 1).strip());
        Awaitility.await("sshd answers")
                .ignoreExceptions()
                .until(() -> sh("cat /etc/ssh/ssh_host_ed25519_key.pub").startsWith("ssh-ed25519"));
        Awaitility.await("sshd listens").until(() -> sh("ss -Hltn sport = :22").contains("LISTEN"));
    }

    int port() {
        return port;
    }

    String knownHostsLine() throws IOException {
        return "[127.0.0.1]:" + port + " " + sh("cat /etc/ssh/ssh_host_ed25519_key.pub");
    }

    /** Runs a script inside, as root; answers what it printed. */
    String sh(String script) throws IOException {
        return docker("exec", id, "sh", "-euc", script);
    }

    private static String docker(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("docker " + arguments[0] + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        docker("rm", "-f", id);
    }
}
