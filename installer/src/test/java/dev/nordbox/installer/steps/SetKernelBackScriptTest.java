package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, with a kernel that keeps each parameter in a file. */
class SetKernelBackScriptTest {
    @TempDir private Path folder;

    @Test
    void onlyWhatIsStillHardenedIsSetBackAndFilesHaveTheLastWord() throws Exception {
        LocalShell shell = LocalShell.in(folder);
        shell.program(
                "sysctl",
                """
                cd %s
                case $1 in
                    -n) cat "$2" ;;
                    *) printf '%%s\\n' "${4#*=}" >"${4%%%%=*}" ;;
                esac
                """
                        .formatted(folder));
        shell.program("files-win", "echo \"$@\" >" + folder.resolve("asked") + "; exit 1");
        shell.file("/lib/systemd/systemd-sysctl", folder.resolve("bin/files-win"));
        Files.writeString(folder.resolve("kernel.hardened"), "2\t2\n");
        Files.writeString(folder.resolve("kernel.theirs"), "1\n");
        Files.writeString(folder.resolve("kernel.older"), "7\n");

        CommandOutcome outcome =
                shell.run(
                        "set-kernel-back.sh",
                        "kernel.hardened",
                        "0 0",
                        "2 2",
                        "kernel.theirs",
                        "0",
                        "2",
                        "kernel.gone",
                        "0",
                        "2",
                        "kernel.older",
                        "3",
                        "");

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(folder.resolve("kernel.hardened")).hasContent("0 0");
        assertThat(folder.resolve("kernel.theirs")).hasContent("1");
        assertThat(folder.resolve("kernel.older")).hasContent("3");
        assertThat(folder.resolve("kernel.gone")).doesNotExist();
        assertThat(folder.resolve("asked"))
                .hasContent("--prefix=/kernel/hardened --prefix=/kernel/older");
    }
}
