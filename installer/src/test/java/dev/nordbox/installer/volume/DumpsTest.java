package dev.nordbox.installer.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.kit.Stored;
import dev.nordbox.installer.kit.Volume;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpsTest {
    private static final Stored STORED = new Stored("volumes/pvc-2/output", 12, "s");
    private static final String PLACE = "/restored/volumes/pvc-2/output";

    @Test
    void oneOfAnEmptyLocalVolumeWaitsForItsPod() {
        Dump dump = only(dumps(List.of("psql", "-d", "my shop"), true));

        assertThat(dump.state()).isEqualTo(Dump.State.WAITS);
        assertThat(dump.bytes()).isEqualTo(12);
    }

    @Test
    void oneWithoutACommandIsLeftToAPersonWithTheLineToComplete() {
        Dump dump = only(dumps(List.of(), true));

        assertThat(dump.state()).isEqualTo(Dump.State.LEFT);
        assertThat(dump.isMissed()).as("nobody asked for it").isFalse();
        assertThat(dump.problem("box").what())
                .contains("names no backup.nordbox.no/restore-command");
        assertThat(dump.problem("box").remedy())
                .endsWith(
                        "as root there: k3s kubectl exec -i -n shop -c pg pod/db-0 -- COMMAND"
                                + " <"
                                + PLACE
                                + " && rm "
                                + PLACE);
    }

    @Test
    void whatLiesElsewhereMayHaveNewerDataAndIsNotOverwritten() {
        Dump dump = only(dumps(List.of("psql"), false));

        assertThat(dump.state()).isEqualTo(Dump.State.LEFT);
        assertThat(dump.line()).contains("not this host's, and may have data that is newer");
    }

    @Test
    void theNoteRemembersAllOfIt() {
        Dumps dumps = dumps(List.of("sh", "-c", "psql \"$DB\" \t\\ x"), true);
        Dumps run = dumps.with(only(dumps).run(3, Duration.ofMillis(1200)));

        String text = new String(run.note().content(), StandardCharsets.UTF_8);

        assertThat(Dumps.parse(text.strip())).isEqualTo(run);
        assertThat(text.strip()).doesNotContain("\n", "\t");
        assertThat(only(run).line())
                .isEqualTo("shop, pod/db-0 ended in 3 after 1.2 s of reading in 12 bytes");
        assertThat(only(run).problem("box").remedy())
                .contains(PLACE + ".log")
                .endsWith(" " + PLACE + ".log");
        assertThat(Dumps.parse("what somebody wrote").isEmpty()).isTrue();
        assertThat(Dumps.parse("{\"dumps\":[{\"state\":\"ODD\"}]}").isEmpty()).isTrue();
    }

    @Test
    void whileItsCommandRunsNobodyIsToldToRunItByHand() {
        Dumps running = told("there " + PLACE + "\nlives " + PLACE);

        assertThat(running.line(only(running)))
                .isEqualTo(
                        "shop, pod/db-0 still reads in its 12 bytes, by a command that an earlier"
                                + " run has begun");
        assertThat(running.open()).hasSize(1);
        assertThat(running.problem(only(running), "box").remedy())
                .startsWith("wait for its end")
                .doesNotContain("psql", PLACE);
        assertThat(only(running).state())
                .as("as the next run finds it")
                .isEqualTo(Dump.State.BEGUN);
    }

    @Test
    void howACommandEndedWhoseRunWasCutIsTold() {
        Dumps good = told("ended 0 4200 " + PLACE);
        assertThat(good.line(only(good)))
                .isEqualTo("12 bytes were read in by shop, pod/db-0, in 4.2 s");
        assertThat(good.open()).isEmpty();

        Dumps bad = told("there " + PLACE + "\nended 3 1200 " + PLACE);
        assertThat(bad.problem(only(bad), "box").what()).contains("ended in 3 after 1.2 s");

        Dumps cut = told("there " + PLACE);
        assertThat(cut.problem(only(cut), "box").what()).contains("nobody knows how far it came");
        assertThat(cut.problem(only(cut), "box").remedy()).contains("psql");
    }

    /** Of one whose command was begun. */
    private static Dumps told(String files) {
        Dumps begun = dumps(List.of("psql"), true);
        begun = begun.with(only(begun).begun());
        String note = new String(begun.note().content(), StandardCharsets.UTF_8).strip();
        return Dumps.told("note " + note + "\n" + files + "\n");
    }

    private static Dump only(Dumps dumps) {
        assertThat(dumps.all()).hasSize(1);
        return dumps.all().get(0);
    }

    /** Of two volumes of one pod. */
    private static Dumps dumps(List<String> words, boolean local) {
        Volume.Output output = new Volume.Output(STORED, "shop", "pod/db-0", "pg", words);
        return Dumps.of(
                List.of(volume("pvc-2", output, true), volume("pvc-3", output, local)),
                stored -> "/restored/" + stored.path());
    }

    private static Volume volume(String name, Volume.Output output, boolean local) {
        return new Volume(
                name,
                "shop/" + name,
                "local-path",
                "node",
                local
                        ? Optional.of(
                                new Volume.Directory(Volume.ROOT + "/" + name, "777", "0:0", 1))
                        : Optional.empty(),
                Optional.empty(),
                Optional.of(output),
                "");
    }
}
