package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a box lacks that was not brought up to prove itself; the way there is walked in the VM. */
class SelfProvingTest {
    @TempDir Path root;

    @Test
    void elsewhereThanOnABoxItSaysSo() {
        refuses(ProofFile.PATH + ": cannot be read");
    }

    @Test
    void aBoxWithoutAProfileHasNothingToProve() throws IOException {
        settings("apiVersion: nordbox.no/v1alpha1\nkind: Box\n");

        refuses("it names no profile");
    }

    @Test
    void withoutAKeyOfTheBoxNothingIsSigned() throws IOException {
        settings("apiVersion: nordbox.no/v1alpha1\nkind: Box\nprofile: {name: nordic}\n");

        refuses(ProofFile.KEY + ": no key that signs");
    }

    private void refuses(String why) {
        SelfProving proving = new SelfProving(new TestSurroundings(root).surroundings(), root, "1");

        assertThatThrownBy(() -> proving.prove(problem -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining(why);
    }

    private void settings(String document) throws IOException {
        write(ProofFile.PATH, "box: prod\nhost: root@203.0.113.7\naddress: 203.0.113.7\n");
        write(BackupFile.DOCUMENT, document);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
