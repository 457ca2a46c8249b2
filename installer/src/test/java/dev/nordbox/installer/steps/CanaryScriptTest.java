package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real scripts of the canary, with a cluster that plays. */
class CanaryScriptTest {
    private static final String CONFIG = "/var/lib/rancher/k3s/agent/etc/containerd/config.toml";

    @TempDir private Path root;
    private LocalShell shell;
    private Path asked;
    private Path made;

    @BeforeEach
    void aCluster() throws IOException {
        shell = LocalShell.in(root);
        asked = root.resolve("asked");
        made = root.resolve("made");
        containerd("    sandbox = \"rancher/mirrored-pause:3.6\"");
        shell.program("systemctl", "echo 0123456789abcdef0123456789abcdef");
        shell.program("ip", "exit 1");
        cluster("", "");
    }

    private void containerd(String line) throws IOException {
        shell.file(CONFIG, Files.writeString(root.resolve("config.toml"), "version = 3\n" + line));
    }

    /** One whose pods and whose answer to a new Job are these. */
    private void cluster(String pods, String create) throws IOException {
        shell.program(
                "k3s",
                """
                echo "$*" >>%s
                case "$*" in
                *"get pods"*) printf '%s' ;;
                *create*) cat >%s; %s ;;
                *"get events"*) printf '%%s\\n' 'other-pod BackOff not mine' \
                'nordbox-canary-0123456789ab-x7 FailedCreatePodSandBox plugin   is missing' ;;
                *kube-dns*) printf 10.43.0.10 ;;
                esac"""
                        .formatted(asked, pods, made, create.isEmpty() ? "true" : create));
    }

    @Test
    void theFirstLookMakesAJobThatEndsAndGoesByItself() throws Exception {
        CommandOutcome outcome = shell.run("canary-look.sh");

        assertThat(outcome.exitCode()).isZero();
        assertThat(made)
                .content()
                .contains(
                        "\"name\": \"nordbox-canary-0123456789ab\"",
                        "\"image\": \"rancher/mirrored-pause:3.6\", \"imagePullPolicy\": \"Never\"",
                        "\"activeDeadlineSeconds\": 1800",
                        "\"tolerations\": [{\"operator\": \"Exists\"}]",
                        "\"ttlSecondsAfterFinished\": 900");
        assertThat(asked)
                .content()
                .contains(
                        "delete jobs"
                                + " --selector=nordbox.no/canary,nordbox.no/canary!=0123456789ab");
        assertThat(CanaryState.parse(outcome.stdout()).trouble(true))
                .hasValue("it is not there: FailedCreatePodSandBox: plugin   is missing");
    }

    @Test
    void anotherVersionOfContainerdNamesTheImageElsewhere() throws Exception {
        containerd("  sandbox_image = 'registry.example.no/rancher/mirrored-pause:3.6'");

        shell.run("canary-look.sh");

        assertThat(made).content().contains("\"registry.example.no/rancher/mirrored-pause:3.6\"");
    }

    @Test
    void withoutANameOfTheImageNothingIsMade() throws Exception {
        containerd("  sandboxer = 'podsandbox'");

        CommandOutcome outcome = shell.run("canary-look.sh");

        assertThat(CanaryState.parse(outcome.stdout()).why()).contains("names no image");
        assertThat(made).doesNotExist();
    }

    @Test
    void whatTheApiServerSaysToItIsTold() throws Exception {
        cluster("", "echo 'jobs.batch is forbidden: SUP-01' >&2; exit 1");

        assertThat(CanaryState.parse(shell.run("canary-look.sh").stdout()).why())
                .startsWith("jobs.batch is forbidden: SUP-01");
    }

    @Test
    void oneThatIsOnItsWayIsLeftAlone() throws Exception {
        cluster("phase=Pending\\nwhy=ContainerCreating\\n", "");

        CommandOutcome outcome = shell.run("canary-look.sh");

        assertThat(made).doesNotExist();
        assertThat(CanaryState.parse(outcome.stdout()).trouble(true))
                .hasValue(
                        "it has no address, and is Pending: ContainerCreating;"
                                + " FailedCreatePodSandBox: plugin   is missing");
    }

    @Test
    void aNetworkThatIsNotFoundIsNoAnswer() throws Exception {
        cluster("phase=Running\\naddress=10.42.0.9\\nrunning=yes\\n", "");

        assertThat(CanaryState.parse(shell.run("canary-look.sh").stdout()).trouble(true))
                .hasValue(
                        "it runs, and the cluster's DNS does not answer it: its network is not"
                                + " found");
    }

    @ParameterizedTest
    @CsvSource({"0, answered", "3, answered", "2, it answers with code 2"})
    void whatTheClustersDnsAnswersFromItsNetworkIsTold(int code, String told) throws Exception {
        cluster("phase=Running\\naddress=10.42.0.9\\nrunning=yes\\n", "");
        Path networks = Files.createDirectory(root.resolve("netns"));
        Files.createFile(networks.resolve("cni-other"));
        Files.createFile(networks.resolve("cni-mine"));
        shell.file("/run/netns", networks);
        shell.program(
                "ip",
                """
                case "$*" in
                'netns exec cni-mine '*) shift 3; exec "$@" ;;
                '-n cni-mine '*) echo '2: eth0    inet 10.42.0.9/24 scope global eth0' ;;
                '-n cni-other '*) echo '2: eth0    inet 10.42.0.90/24 scope global eth0' ;;
                *) exit 1 ;;
                esac""");
        try (DatagramSocket dns = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            shell.file("(53,", Path.of("(" + dns.getLocalPort() + ","));
            shell.program(
                    "k3s",
                    Files.readString(root.resolve("bin/k3s")).replace("10.43.0.10", "127.0.0.1"));
            Thread server = new Thread(() -> answer(dns, code));
            server.start();

            assertThat(CanaryState.parse(shell.run("canary-look.sh").stdout()).dns())
                    .isEqualTo(told);
            server.join();
        }
    }

    /** Once, with the question and that code in its head. */
    private static void answer(DatagramSocket dns, int code) {
        try {
            DatagramPacket question = new DatagramPacket(new byte[512], 512);
            dns.receive(question);
            byte[] head = question.getData();
            head[2] = (byte) 0x84;
            head[3] = (byte) code;
            dns.send(new DatagramPacket(head, question.getLength(), question.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneThatDoesNotGoIsTold() throws Exception {
        assertThat(shell.run("canary-end.sh")).isEqualTo(new CommandOutcome(0, "", ""));

        shell.program("k3s", "exit 1");
        assertThat(shell.run("canary-end.sh")).isEqualTo(new CommandOutcome(0, "left\n", ""));
    }
}
