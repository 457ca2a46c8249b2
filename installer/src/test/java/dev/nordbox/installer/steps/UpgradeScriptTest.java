package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real scripts of an upgrade, with a server's folders below another root. */
class UpgradeScriptTest {
    private static final String NAME = "nordbox-upgrade-v1.35.9-k3s1";

    @TempDir private Path root;
    private Path kept;
    private Path snapshots;
    private Path images;

    @BeforeEach
    void aServerWithK3s() throws IOException {
        kept = root.resolve("var/lib/nordbox-installer/upgrade");
        snapshots =
                Files.createDirectories(root.resolve("var/lib/rancher/k3s/server/db/snapshots"));
        images = Files.createDirectories(root.resolve("var/lib/rancher/k3s/agent/images"));
        Files.writeString(images.resolve("k3s-airgap-images-amd64.tar.zst"), "old images");
        Files.writeString(images.resolve("mine.tar"), "somebody's");
        Files.createDirectories(root.resolve("usr/local/bin"));
        program("systemctl", "exit 0");
        k3s("printf 'the snapshot' >" + snapshots + "/$4-prod-17");
    }

    @Test
    void binaryImagesAndSnapshotAreKept() throws Exception {
        Files.writeString(snapshots.resolve("etcd-snapshot-prod-1"), "k3s' own");
        Files.writeString(snapshots.resolve(NAME + "-prod-3"), "of a killed run");
        Files.createDirectories(kept.resolve("images"));
        Files.writeString(kept.resolve("images/stale"), "of a killed run");

        CommandOutcome outcome = run("keep-for-upgrade.sh", NAME);

        assertThat(outcome).isEqualTo(new CommandOutcome(0, "", ""));
        assertThat(kept.resolve("snapshot")).hasContent("the snapshot");
        assertThat(kept.resolve("k3s")).hasSameTextualContentAs(k3sBinary()).isExecutable();
        assertThat(kept.resolve("images"))
                .isDirectoryContaining("glob:**/k3s-airgap-images-amd64.tar.zst")
                .isDirectoryNotContaining("glob:**/{stale,mine.tar}");
        assertThat(snapshots)
                .isDirectoryContaining("glob:**/etcd-snapshot-prod-1")
                .isDirectoryNotContaining("glob:**/nordbox-*");
    }

    @Test
    void aNewArchiveInTheOldOnesPlaceLeavesTheKeptOneAlone() throws Exception {
        run("keep-for-upgrade.sh", NAME);
        Path next = Files.writeString(root.resolve("next"), "new images");
        Files.move(
                next,
                images.resolve("k3s-airgap-images-amd64.tar.zst"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(kept.resolve("images/k3s-airgap-images-amd64.tar.zst")).hasContent("old images");
    }

    @Test
    void aSnapshotThatCannotBeHadOrNotRestoredIsFoundOutInTime() throws Exception {
        k3s("exit 1");
        assertThat(run("keep-for-upgrade.sh", NAME).exitCode()).isEqualTo(1);
        k3s("true");
        assertThat(run("keep-for-upgrade.sh", NAME).stderr()).contains("there is none");
        k3s("printf zip >" + snapshots + "/$4-prod-17.zip");
        assertThat(run("keep-for-upgrade.sh", NAME).stderr()).contains("is compressed");
        program("systemctl", "exit 3");
        assertThat(run("keep-for-upgrade.sh", NAME).stderr()).contains("k3s does not run");
    }

    @Test
    void whatWasKeptIsPutBackAndStaysToBePutBackAgain() throws Exception {
        run("keep-for-upgrade.sh", NAME);
        String old = Files.readString(k3sBinary());
        k3s("echo new");
        Files.delete(images.resolve("k3s-airgap-images-amd64.tar.zst"));
        Files.writeString(images.resolve("k3s-airgap-images-amd64.tar"), "new images");
        Path place = snapshots.resolve("nordbox-restore");

        for (int i = 0; i < 2; i++) {
            assertThat(run("put-k3s-back.sh", place.toString()))
                    .isEqualTo(new CommandOutcome(0, "", ""));
            assertThat(k3sBinary()).hasContent(old.strip()).isExecutable();
            assertThat(place).hasContent("the snapshot");
            assertThat(images)
                    .isDirectoryContaining("glob:**/k3s-airgap-images-amd64.tar.zst")
                    .isDirectoryContaining("glob:**/mine.tar")
                    .isDirectoryNotContaining("glob:**/k3s-airgap-images-amd64.tar");
        }
    }

    @Test
    void withoutWhatWasKeptNothingIsTouched() throws Exception {
        CommandOutcome outcome = run("put-k3s-back.sh", snapshots + "/nordbox-restore");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("is not there");
        assertThat(images).isDirectoryContaining("glob:**/k3s-airgap-images-amd64.tar.zst");
    }

    @Test
    void howTheBoxIsComesWithHowItWas() throws Exception {
        Path before = Files.writeString(root.resolve("before"), "ready-before=web/Pod/x 1\n");
        k3s(
                """
                case "$*" in
                *readyz*) printf 'ok' ;;
                *"get nodes"*) echo kubelet=v1.36.4+k3s1 ;;
                *endpointslices*) printf '10.42.0.3\\n10.42.0.4\\n' ;;
                *"get pods"*) echo 'pod=web Pod/x - Running True' ;;
                esac""");

        BoxHealth health = BoxHealth.parse(run("box-health.sh", before.toString()).stdout());

        assertThat(health)
                .isEqualTo(
                        new BoxHealth(
                                true,
                                "v1.36.4+k3s1",
                                2,
                                Map.of("web/Pod/x", 1),
                                Map.of(),
                                0,
                                false,
                                Map.of("web/Pod/x", 1),
                                0));
    }

    @Test
    void anApiThatDoesNotAnswerIsNoBoxWithoutPods() throws Exception {
        k3s("exit 1");

        CommandOutcome outcome = run("box-health.sh", "/nowhere");

        assertThat(outcome.exitCode()).isZero();
        assertThat(BoxHealth.parse(outcome.stdout()).missing("v1.36.4+k3s1"))
                .containsExactly("the API does not answer");
    }

    @Test
    void onlyCountersOfOldApisArePrinted() throws Exception {
        k3s(
                """
                echo '# HELP apiserver_requested_deprecated_apis Gauge'
                echo 'apiserver_requested_deprecated_apis{group="",removed_release="1.36"} 1'
                echo 'etcd_requests_total{type="x"} 5'""");

        assertThat(run("asked-apis.sh"))
                .isEqualTo(
                        new CommandOutcome(
                                0,
                                "apiserver_requested_deprecated_apis{group=\"\",removed_release=\"1.36\"} 1\n",
                                ""));
    }

    @Test
    void howBusyAProcessIsComesAsANumber() throws Exception {
        program("systemctl", "echo " + ProcessHandle.current().pid());
        program("sleep", "exit 0");

        assertThat(run("k3s-busyness.sh").stdout()).matches("-?\\d+\\n");

        program("systemctl", "echo 0");
        assertThat(run("k3s-busyness.sh")).isEqualTo(new CommandOutcome(0, "", ""));
    }

    private CommandOutcome run(String script, String... arguments) throws Exception {
        String text =
                Script.beside(HostScript.class, script)
                        .replace("PATH=\"", "PATH=\"" + root + "/usr/local/bin:")
                        .replace("=/var/", "=" + root + "/var/")
                        .replace("=/usr/local/bin/", "=" + root + "/usr/local/bin/");
        // They remove things: not from this machine.
        assertThat(text).doesNotContain("=/var/").doesNotContain("=/usr/");
        List<String> words = new ArrayList<>(List.of("sh", "-s", "--"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes());
        }
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        return new CommandOutcome(process.waitFor(), out, err);
    }

    private Path k3sBinary() {
        return root.resolve("usr/local/bin/k3s");
    }

    private void k3s(String script) throws IOException {
        program("k3s", script);
    }

    private void program(String name, String script) throws IOException {
        LocalShell.executable(root.resolve("usr/local/bin").resolve(name), script);
    }
}
