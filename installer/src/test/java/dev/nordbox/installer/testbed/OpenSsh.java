package dev.nordbox.installer.testbed;

import com.github.dockerjava.api.model.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A Debian with a real OpenSSH server: {@code root} and {@code debian} (password-less sudo) by the
 * test key, {@code ops} with a sudo that asks for a password.
 */
public final class OpenSsh extends GenericContainer<OpenSsh> {
    private static final int SSH = 22;
    private static final int DROPBEAR = 2222;
    private static final WaitStrategy LISTENS =
            Wait.forLogMessage(".*Server listening on 0.0.0.0 port 22.*", 1);

    public OpenSsh() {
        this("nordbox-test/debian-sshd:12");
        waitingFor(LISTENS);
    }

    private OpenSsh(String image) {
        super(DockerImageName.parse(image));
        if (!Files.isReadable(key())) {
            throw new IllegalStateException(
                    key() + " is missing: run ci/testbed/docker/images first");
        }
        withExposedPorts(SSH);
    }

    /** The same with systemd as process 1, and a firewall of its own. */
    public static OpenSsh withSystemd() {
        OpenSsh server = new OpenSsh("nordbox-test/debian-systemd:12");
        server.withEnv("container", "docker");
        server.withTmpFs(Map.of("/run", "", "/run/lock", "", "/tmp", ""));
        server.withCreateContainerCmdModifier(
                command ->
                        command.withStopSignal("SIGRTMIN+3")
                                .getHostConfig()
                                .withCgroupnsMode("private")
                                .withCapAdd(Capability.ALL)
                                .withCapDrop(Capability.SYS_RESOURCE)
                                .withSecurityOpts(List.of("seccomp=unconfined")));
        server.waitingFor(Wait.forSuccessfulCommand("systemctl is-active ssh.service"));
        return server;
    }

    /**
     * Unusual ones by the test key: {@code fish} and {@code csh} with these login shells, {@code
     * doas} without sudo's help, and dropbear on a port of its own.
     */
    public static OpenSsh odd() {
        OpenSsh server = new OpenSsh("nordbox-test/ssh-odd:12");
        server.addExposedPort(DROPBEAR);
        // As root of a server has it: without it nobody else's environment can be read.
        server.withCreateContainerCmdModifier(
                command -> command.getHostConfig().withCapAdd(Capability.SYS_PTRACE));
        server.waitingFor(LISTENS);
        return server;
    }

    /** OpenSSH of a Debian release; {@code root} and {@code ops} by key, the latter by password. */
    public static OpenSsh ofRelease(String number) {
        OpenSsh server = new OpenSsh("nordbox-test/ssh:" + number);
        server.waitingFor(LISTENS);
        return server;
    }

    /** Where dropbear listens. */
    public String dropbear(String user) {
        return user + "@127.0.0.1:" + getMappedPort(DROPBEAR);
    }

    /** Its address among the other containers. */
    public String innerAddress() {
        return getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .findFirst()
                .orElseThrow()
                .getIpAddress();
    }

    /** Adds to sshd's configuration and waits until it counts. */
    public void configure(String line) throws Exception {
        sh("echo '" + line + "' >/etc/ssh/sshd_config.d/10-test.conf; kill -HUP 1");
        String wanted = line.substring(0, line.indexOf(' ')).toLowerCase(Locale.ROOT);
        sh("/usr/sbin/sshd -T | grep -i '^" + wanted + "'");
    }

    /** The private key of {@code root} and {@code debian}. */
    public static Path key() {
        return BuildCache.resolve("docker/id_test");
    }

    public String address(String user) {
        return user + "@127.0.0.1:" + getMappedPort(SSH);
    }

    /** Runs a shell command inside, as root, past SSH. */
    public String sh(String script) throws Exception {
        ExecResult result = execInContainer("sh", "-c", script);
        if (result.getExitCode() != 0) {
            throw new AssertionError(script + ": " + result.getStderr());
        }
        return result.getStdout();
    }

    /**
     * Fingerprint of one of the server's host keys: {@code ed25519}, {@code ecdsa}, {@code rsa}.
     */
    public String fingerprint(String type) throws Exception {
        return sh("ssh-keygen -lf /etc/ssh/ssh_host_" + type + "_key.pub | cut -d' ' -f2").strip();
    }
}
