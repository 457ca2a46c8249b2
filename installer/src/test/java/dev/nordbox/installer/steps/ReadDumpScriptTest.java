package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.volume.Dumps;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real scripts, with a k3s that plays. */
class ReadDumpScriptTest {
    @TempDir private Path root;
    private Path dump;
    private Path log;
    private Path k3s;

    @BeforeEach
    void aDump() throws Exception {
        dump = Files.writeString(root.resolve("a dump"), "CREATE TABLE");
        log = root.resolve("a dump.log");
        k3s = root.resolve("k3s");
    }

    @Test
    void theCommandReadsTheDumpInItsPodAndTheDumpGoes() throws Exception {
        LocalShell.executable(
                k3s, "printf '[%s]' \"$@\" >ROOT/said; cat >ROOT/read".replace("ROOT", "" + root));

        CommandOutcome outcome = read("pg", "psql", "-d", "my shop", "$HOME");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.stdout()).matches("exit 0\nmillis \\d+\n");
        assertThat(root.resolve("read")).hasContent("CREATE TABLE");
        assertThat(root.resolve("said"))
                .hasContent(
                        "[kubectl][exec][--stdin][--namespace=shop][pod/db-0][--container=pg][--]"
                                + "[psql][-d][my shop][$HOME]");
        assertThat(dump).doesNotExist();
        assertThat(log).doesNotExist();
    }

    @Test
    void whatAFailedOneSaysStaysOnTheHostWithTheDump() throws Exception {
        LocalShell.executable(k3s, "echo 'DETAIL: canary' >&2; echo canary; exit 3");

        CommandOutcome outcome = read("", "psql");

        assertThat(outcome.stdout()).matches("exit 3\nmillis \\d+\n");
        assertThat(outcome.stderr()).isEmpty();
        assertThat(log).hasContent("DETAIL: canary\ncanary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
        assertThat(dump).exists();
    }

    @Test
    void howItEndedStaysForARunThatLostItsConnection() throws Exception {
        assertThat(end()).as("it never began").isEmpty();
        LocalShell.executable(k3s, "cat >/dev/null; exit 3");
        assertThat(end()).isEmpty();
        String failed = read("", "psql").stdout();
        assertThat(end()).isEqualTo(failed).startsWith("exit 3\n");

        LocalShell.executable(k3s, "cat >/dev/null");
        String good = read("", "psql").stdout();
        assertThat(end()).isEqualTo(good).startsWith("exit 0\n");
        assertThat(dump).doesNotExist();
    }

    @Test
    void itLivesUntilItsEndIsWritten() throws Exception {
        Path go = root.resolve("go");
        LocalShell.executable(
                k3s,
                "cd 'ROOT'; echo >begun; n=0; until [ -e go ] || [ $n = 3000 ]; do n=$((n+1)); sleep 0.1; done"
                        .replace("ROOT", "" + root));
        CompletableFuture<CommandOutcome> reading =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return read("", "psql");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(root.resolve("begun")));

        assertThat(end()).isEqualTo("lives\n");
        assertThat(all()).contains("there " + dump, "lives " + dump);
        Files.writeString(go, "");

        assertThat(reading.get(2, TimeUnit.MINUTES).stdout()).startsWith("exit 0\n");
        assertThat(end()).startsWith("exit 0\n");
        assertThat(all()).doesNotContain("there " + dump, "lives " + dump);
        assertThat(all()).anyMatch(line -> line.matches("ended 0 \\d+ " + dump));
    }

    /** One look must not take another one, nor itself, for the command. */
    @Test
    void whoOnlyLooksIsNotTakenForTheCommand() throws Exception {
        Process looking =
                new ProcessBuilder("flock", "-s", dump.toString(), "sh", "-c", "echo; read _")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream in = looking.getOutputStream()) {
            assertThat(looking.getInputStream().read()).as("it looks").isEqualTo('\n');

            assertThat(end()).isEmpty();
            assertThat(all()).contains("there " + dump).doesNotContain("lives " + dump);
        }
        assertThat(looking.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /** As a look at all dumps tells it. */
    private List<String> all() throws Exception {
        CommandOutcome outcome =
                runText(
                        Script.beside(Dumps.class, "dumps-on-host.sh"),
                        List.of(root.resolve("nothing").toString(), root.toString()));
        assertThat(outcome.stderr()).isEmpty();
        return outcome.stdout().lines().toList();
    }

    private String end() throws Exception {
        CommandOutcome outcome = run("dump-end", List.of(dump.toString()));
        assertThat(outcome.exitCode()).isZero();
        return outcome.stdout();
    }

    @Test
    void aDumpThatIsNotThereIsTold() throws Exception {
        Files.delete(dump);

        assertThat(read("", "psql").stderr()).contains("a dump is not there");
    }

    @Test
    void podsAreToldWithTheTimeOfTheHost() throws Exception {
        LocalShell.executable(k3s, "echo \"$@\"");
        Path note = Files.writeString(root.resolve("restored"), "done");
        Files.setLastModifiedTime(
                note, java.nio.file.attribute.FileTime.from(Instant.ofEpochSecond(1000)));

        CommandOutcome outcome = run("dump-pods", List.of(note.toString(), "shop"));

        assertThat(outcome.stdout())
                .matches(
                        "restored 1000\nnow \\d+\nkubectl get pods --namespace=shop --output=json\n");
    }

    private CommandOutcome read(String container, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(dump.toString(), "shop", container, "pod/db-0"));
        all.addAll(List.of(words));
        return run("read-dump", all);
    }

    private CommandOutcome run(String name, List<String> arguments) throws Exception {
        return runText(
                Script.beside(HostScript.class, name + ".sh")
                        .replace("/usr/local/bin/k3s", "\"" + k3s + "\""),
                arguments);
    }

    private static CommandOutcome runText(String text, List<String> arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-s", "--"));
        words.addAll(arguments);
        Process process = new ProcessBuilder(words).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes());
        }
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        return new CommandOutcome(process.waitFor(), out, err);
    }
}
