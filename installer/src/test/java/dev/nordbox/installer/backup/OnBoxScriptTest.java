package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, with a systemctl that makes a kit for as long as somebody looks. */
class OnBoxScriptTest {
    @TempDir private Path root;

    @BeforeEach
    void aBoxThatMakesKits() throws IOException {
        Files.writeString(
                Files.createDirectories(root.resolve("etc/systemd/system"))
                        .resolve("nordbox-backup.service"),
                "[Service]\n");
        program("journalctl", "echo 'the store is full'");
    }

    @Test
    void aKitThatTakesLongShowsThatItIsAtWork() throws Exception {
        systemctl(3, 0);

        Process script = make();

        assertThat(new String(script.getInputStream().readAllBytes()).strip())
                .as("a sign of life for each time that its processes have used more")
                .matches("\\.{3,}");
        assertThat(script.waitFor()).isZero();
    }

    @Test
    void aKitThatFailsSaysWhy() throws Exception {
        systemctl(1, 1);

        Process script = make();

        script.getInputStream().readAllBytes();
        assertThat(script.waitFor()).isEqualTo(1);
        assertThat(new String(script.getErrorStream().readAllBytes())).contains("store is full");
    }

    @Test
    void aBoxThatMakesNoneSaysSo() throws Exception {
        Files.delete(root.resolve("etc/systemd/system/nordbox-backup.service"));

        Process script = make();

        assertThat(new String(script.getInputStream().readAllBytes())).isEqualTo("none\n");
    }

    @Test
    void whatElseIsAskedTheProgramOfTheBoxAnswers() throws Exception {
        Files.writeString(
                root.resolve("etc/systemd/system/nordbox-backup.service"),
                "[Service]\nExecStart=echo java -jar box.jar kit backup\n");

        program("systemctl", "echo \"$*\" >>" + root + "/told");
        assertThat(new String(ask("settle").getInputStream().readAllBytes()))
                .isEqualTo("java -jar box.jar kit backup --settle\n");
        assertThat(root.resolve("told")).doesNotExist();

        Process claim = ask("claim");
        assertThat(new String(claim.getInputStream().readAllBytes()))
                .isEqualTo("java -jar box.jar kit backup --claim\n");
        assertThat(claim.waitFor()).isZero();
        assertThat(root.resolve("told"))
                .as("a run that failed since another host had the box is no failure any more")
                .hasContent("reset-failed nordbox-backup.service");
    }

    @Test
    void aClaimThatFailsChangesNothingElse() throws Exception {
        Files.writeString(
                root.resolve("etc/systemd/system/nordbox-backup.service"),
                "[Service]\nExecStart=false kit backup\n");
        program("systemctl", "echo \"$*\" >>" + root + "/told");

        Process claim = ask("claim");

        claim.getInputStream().readAllBytes();
        assertThat(claim.waitFor()).isEqualTo(1);
        assertThat(root.resolve("told")).doesNotExist();
    }

    /** Its start ends once that many looks were taken. */
    private void systemctl(int looks, int end) throws IOException {
        program(
                "systemctl",
                """
                case $1 in
                start) until [ "$(wc -l <ROOT/looks 2>/dev/null || echo 0)" -ge LOOKS ]; do sleep 0.05; done; exit END ;;
                show) echo x >>ROOT/looks; wc -l <ROOT/looks ;;
                esac
                """
                        .replace("ROOT", root.toString())
                        .replace("LOOKS", String.valueOf(looks))
                        .replace("END", String.valueOf(end)));
    }

    private Process make() throws IOException {
        return ask("make");
    }

    private Process ask(String what) throws IOException {
        String text =
                Script.beside(OnBox.class, "on-box.sh")
                        .replace("export LC_ALL=C", "export LC_ALL=C PATH=" + root + "/bin:$PATH")
                        .replace("=/etc/", "=" + root + "/etc/");
        Process script = new ProcessBuilder("sh", "-s", "--", what, "0.05").start();
        try (var in = script.getOutputStream()) {
            in.write(text.getBytes());
        }
        return script;
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
