package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployKeyScriptTest {
    @TempDir private Path folder;
    private LocalShell shell;
    private Path key;
    private Path brought;

    @BeforeEach
    void anOldKeyIsInPlace() throws IOException {
        shell = LocalShell.in(folder);
        shell.program(
                "ssh-keygen",
                "for file; do :; done; read -r kind <$file; [ $kind = good ] && echo public of $kind"
                        + " && exit; echo incorrect passphrase supplied; exit 255");
        key = write("id_ed25519", "old");
        write("id_ed25519.pub", "public of old");
    }

    @Test
    void aKeyThatProvesUsableReplacesTheOldPair() throws Exception {
        brought = write("id_ed25519.new", "good");

        assertThat(accept().exitCode()).isZero();

        assertThat(key).hasContent("good");
        assertThat(folder.resolve("id_ed25519.pub")).hasContent("public of good");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(brought).doesNotExist();
    }

    @Test
    void aKeyThatDoesNotLeavesTheOldPairAndGoes() throws Exception {
        brought = write("id_ed25519.new", "locked");

        CommandOutcome outcome = accept();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("the deploy key has a passphrase");
        assertThat(key).hasContent("old");
        assertThat(folder.resolve("id_ed25519.pub")).hasContent("public of old");
        assertThat(brought).doesNotExist();
    }

    @Test
    void anEmptyKeyAsAPowerCutLeavesItIsMadeAnew() throws Exception {
        shell.program(
                "ssh-keygen",
                "while [ \"$1\" != -f ]; do shift; done; [ -e \"$2\" ] && echo 'Overwrite (y/n)?' &&"
                        + " exit 1; echo new >\"$2\"; echo public of new >\"$2.pub\"");
        Files.writeString(key, "");
        Files.writeString(folder.resolve("id_ed25519.pub"), "");

        CommandOutcome outcome = shell.run("make-deploy-key.sh", key.toString(), "nordbox");

        assertThat(outcome).isEqualTo(new CommandOutcome(0, "public of new\n", ""));
        assertThat(key).hasContent("new");
        assertThat(folder.resolve("id_ed25519.pub")).hasContent("public of new");
        assertThat(folder.resolve("id_ed25519.made")).doesNotExist();
    }

    @Test
    void aKeyIsOnTheDiskBeforeItTakesItsPlace() throws Exception {
        Path log = folder.resolve("log");
        shell.program("sync", "echo sync \"$2\" >>" + log + "; [ -s \"$2\" ] || exit 1");
        shell.program("mv", "echo mv \"$4\" >>" + log + "; exec /bin/mv \"$@\"");
        brought = write("id_ed25519.new", "good");

        assertThat(accept().exitCode()).isZero();

        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "sync " + brought,
                        "mv " + folder.resolve("id_ed25519.pub"),
                        "mv " + key,
                        "sync " + folder);
    }

    private CommandOutcome accept() throws Exception {
        return shell.run(
                "accept-deploy-key.sh",
                brought.toString(),
                key.toString(),
                "nordbox",
                "deploy key");
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
