package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaScriptsTest {
    private static final String LISTS_LOCKED =
            "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)\n"
                    + "E: Unable to lock directory /var/lib/apt/lists/";

    @TempDir private Path folder;
    private LocalShell shell;
    private Path note;

    @BeforeEach
    void openAShell() throws IOException {
        shell = LocalShell.in(folder);
        note = folder.resolve("notes/java-package");
        shell.program("dpkg-query", "exit 1");
    }

    @Test
    void thePackageWaitsForAptDailyToLetGoOfTheLists() throws Exception {
        apt(3, LISTS_LOCKED);

        assertThat(installPackage().exitCode()).isZero();
        assertThat(calls()).containsOnlyOnce("install openjdk-17-jre-headless");
        assertThat(sleeps()).isEqualTo(3);
        assertThat(note).hasContent("openjdk-17-jre-headless");
    }

    @Test
    void aPackageThatIsThereAlreadyIsNotOurs() throws Exception {
        apt(0, "");
        shell.program("dpkg-query", "printf installed");

        assertThat(installPackage().exitCode()).isZero();
        assertThat(note).doesNotExist();
    }

    @Test
    void aPackageThatDoesNotComeIsNotOurs() throws Exception {
        shell.program("apt-cache", "echo '  Candidate: 17'");
        shell.program("apt-get", "case $* in *update) ;; *) exit 100 ;; esac");

        assertThat(installPackage().exitCode()).isEqualTo(1);
        assertThat(note).doesNotExist();
    }

    @Test
    void aPackageThatCameHalfWayIsOurs() throws Exception {
        Path half = folder.resolve("half");
        shell.program("dpkg-query", "[ -e %s ] && printf half-configured".formatted(half));
        shell.program("apt-cache", "echo '  Candidate: 17'");
        shell.program(
                "apt-get", "case $* in *update) ;; *) touch %s; exit 100 ;; esac".formatted(half));

        assertThat(installPackage().exitCode()).isEqualTo(1);
        assertThat(note).hasContent("openjdk-17-jre-headless");
    }

    @Test
    void whereAptCannotSayWhatGoesAlongNothingGoes() throws Exception {
        shell.program("dpkg-query", "printf installed");
        shell.program(
                "apt-get",
                "case $1 in --simulate) echo 'E: Unmet dependencies' >&2; exit 100 ;; esac; touch "
                        + folder.resolve("purged"));

        CommandOutcome outcome =
                shell.runWithPackages("remove-java-package.sh", "openjdk-17-jre-headless");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("Unmet dependencies");
        assertThat(folder.resolve("purged")).doesNotExist();
    }

    @Test
    void thePackageIsPurgedWhenNothingElseNeedsIt() throws Exception {
        shell.program("dpkg-query", "printf installed");
        aptRemoves("openjdk-17-jre-headless:amd64 [17.0.15]");

        assertThat(removePackage()).isEmpty();
        assertThat(calls()).containsExactly("purge");
    }

    @Test
    void whatOtherPackagesHaveComeToNeedStays() throws Exception {
        shell.program("dpkg-query", "printf installed");
        aptRemoves("tomcat10 [10.1]", "openjdk-17-jre-headless [17.0.15]");

        assertThat(removePackage()).isEqualTo("needed by tomcat10\n");
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void aPackageThatSomebodyTookAwayIsNoFailure() throws Exception {
        shell.program("apt-get", "exit 100");

        assertThat(removePackage()).isEmpty();
    }

    @Test
    void afterAQuarterOfAnHourWithoutTheLockItSaysWhoHasIt() throws Exception {
        apt(1000, LISTS_LOCKED);

        CommandOutcome outcome = installPackage();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).endsWith("It is held by process 7 (apt-get)\n");
        assertThat(sleeps() * 5).isEqualTo(900);
    }

    @Test
    void aMirrorThatFailsIsNotWaitedFor() throws Exception {
        apt(1000, "E: Failed to fetch http://mirror/dists/lists/lock Could not resolve");

        assertThat(installPackage().stderr()).contains("Could not resolve");
        assertThat(sleeps()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_412, 8", "11.0.2, 11", "16, 16"})
    void aRuntimeThatIsTooOldIsRefusedAndTheOldOneStays(String version, String feature)
            throws Exception {
        Path installed = Files.writeString(Files.createDirectory(place()).resolve("old"), "");

        CommandOutcome outcome = unpack(version);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr())
                .isEqualTo("it is Java " + feature + "; the controller needs 17 or newer\n");
        assertThat(installed).exists();
        assertThat(folder.resolve("jre.new")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"17.0.13", "21", "25-ea"})
    void aRuntimeThatIsNewEnoughReplacesTheOldOne(String version) throws Exception {
        Path installed = Files.writeString(Files.createDirectory(place()).resolve("old"), "");

        assertThat(unpack(version).exitCode()).isZero();

        assertThat(place().resolve("bin/java")).exists();
        assertThat(installed).doesNotExist();
        assertThat(folder.resolve("jre.tar.gz")).doesNotExist();
    }

    private CommandOutcome installPackage() throws Exception {
        return shell.runWithPackages("install-java-package.sh", note.toString());
    }

    /** What is said on standard output. */
    private String removePackage() throws Exception {
        CommandOutcome outcome =
                shell.runWithPackages("remove-java-package.sh", "openjdk-17-jre-headless");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.stdout();
    }

    /** An apt-get whose purge would take these with it. */
    private void aptRemoves(String... packages) throws IOException {
        shell.program(
                "apt-get",
                "case $1 in --simulate) printf 'Purg %%s\\n' %s ;; *) echo purge >>%s ;; esac"
                        .formatted(
                                "'" + String.join("' '", packages) + "'", folder.resolve("calls")));
    }

    /** {@code jre.tar.gz} of a runtime that starts, unpacked. */
    private CommandOutcome unpack(String version) throws Exception {
        Path home = Files.createDirectories(folder.resolve("made/runtime/bin")).getParent();
        LocalShell.executable(home.resolve("bin/java"), "echo openjdk >&2");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        String archive = folder.resolve("jre.tar.gz").toString();
        new ProcessBuilder("tar", "-czf", archive, "-C", folder.resolve("made").toString(), ".")
                .start()
                .waitFor();
        return shell.run("unpack-java-runtime.sh", archive, place().toString(), "17");
    }

    private Path place() {
        return folder.resolve("jre");
    }

    /** An apt-get whose update fails so many times, and a sleep that takes no time. */
    private void apt(int failures, String said) throws IOException {
        Files.createFile(folder.resolve("calls"));
        Files.createFile(folder.resolve("sleeps"));
        shell.program("sleep", "echo >>" + folder.resolve("sleeps"));
        shell.program("apt-cache", "echo '  Candidate: 17'");
        shell.program(
                "apt-get",
                """
                for word; do last=$word; done
                echo "$*" | grep -o 'update$\\|install.*' | sed 's/ --[^ ]*//' >>%1$s
                [ "$last" = update ] || exit 0
                [ $(grep -c update %1$s) -gt %2$d ] && exit 0
                echo '%3$s' >&2
                exit 100"""
                        .formatted(folder.resolve("calls"), failures, said));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private int sleeps() throws IOException {
        return Files.readAllLines(folder.resolve("sleeps")).size();
    }
}
