package dev.nordbox.installer.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.Stored;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveVolumesTest {
    private static final String COMMAND =
            "{\"backup.nordbox.no/command\":\"pg_dumpall\",\"backup.nordbox.no/container\":\"pg\","
                    + "\"backup.nordbox.no/restore-command\":\"[\\\"psql\\\"]\"}";

    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();
    private final FakeHost host = FakeHost.debian12();
    private final TrialListing listing = new TrialListing();
    private final List<Problem> warnings = new ArrayList<>();
    private List<Problem> failures = List.of();
    private final List<Command> commands = new ArrayList<>();

    @BeforeEach
    void aHostWithOneVolume() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"));
        host.on(SaveVolumes.LIST, (h, c) -> says(listing.json()))
                .on(SaveVolumes.MEASURE, (h, c) -> says("777 0:0 4096 " + Volume.ROOT + "/one\n"))
                .on(SaveVolumes.READ + "pvc-1", (h, c) -> says("a tar"))
                .on(
                        SaveVolumes.RUN + "shop/db-0",
                        (h, c) -> {
                            commands.add(c);
                            return says("CREATE TABLE");
                        });
    }

    @Test
    void theFilesOfAVolumeComeOutAsTheyWentIn() throws Exception {
        Kit kit = saved();

        Volume volume = kit.manifest().volumes().get(0);
        assertThat(volume.title()).isEqualTo("shop/data (pvc-1)");
        assertThat(volume.directory())
                .hasValue(new Volume.Directory(Volume.ROOT + "/one", "777", "0:0", 4096));
        assertThat(text(kit, volume.files().orElseThrow())).isEqualTo("a tar");
        assertThat(kit.manifest().part("volumes/pvc-1/files.tar.000000")).isPresent();
    }

    @Test
    void theCommandOfAPodIsRunInItAsWords() throws Exception {
        listing.volume("pvc-2", "shop/wal", TrialListing.local("two"))
                .pod("db-0", true, COMMAND, "data", "wal");

        Kit kit = saved();

        assertThat(commands).as("once for both volumes").hasSize(1);
        assertThat(commands.get(0).words())
                .containsExactly(
                        "/usr/local/bin/k3s",
                        "kubectl",
                        "exec",
                        "--namespace=shop",
                        "--container=pg",
                        "pod/db-0",
                        "--",
                        "sh",
                        "-c",
                        "pg_dumpall");
        Volume.Output output = kit.manifest().volumes().get(1).output().orElseThrow();
        assertThat(output.pod()).isEqualTo("pod/db-0");
        assertThat(output.restore()).containsExactly("psql");
        assertThat(text(kit, output.stored())).isEqualTo("CREATE TABLE");
        assertThat(kit.manifest().volumes()).allMatch(volume -> volume.files().isEmpty());
    }

    @Test
    void aCommandThatFailsIsNoBackupAndKeepsNoOtherVolumeOut() throws Exception {
        listing.volume("pvc-2", "web/media", TrialListing.local("two"))
                .pod("db-0", true, COMMAND, "data");
        host.on(
                        SaveVolumes.RUN + "shop/db-0",
                        (h, c) -> new CommandOutcome(1, "half", "pg_dumpall: no such role"))
                .on(
                        SaveVolumes.MEASURE,
                        (h, c) ->
                                says(
                                        "777 0:0 4096 %1$s/one\n777 0:0 4096 %1$s/two\n"
                                                .formatted(Volume.ROOT)))
                .on(SaveVolumes.READ + "pvc-2", (h, c) -> says("pictures"));

        Kit kit = saved();

        Volume database = kit.manifest().volumes().get(0);
        assertThat(database.output()).isEmpty();
        assertThat(text(kit, database.files().orElseThrow())).isEqualTo("a tar");
        assertThat(database.coverage())
                .endsWith(
                        "its files, NOT in the kit: what the backup command of pod shop/db-0"
                                + " prints: it ended in 1");
        Volume media = kit.manifest().volumes().get(1);
        assertThat(text(kit, media.files().orElseThrow())).isEqualTo("pictures");
        assertThat(media.left()).isEmpty();
        assertFailed("its backup command: it ended in 1 pg_dumpall: no such role");
    }

    @Test
    void aCommandThatPrintsNothingIsNoBackupOfAnyOfItsVolumesAndIsToldOnce() throws Exception {
        listing.volume("pvc-2", "shop/wal", "\"nfs\":{\"server\":\"s\"}")
                .pod("db-0", true, COMMAND, "data", "wal");
        host.on(SaveVolumes.RUN + "shop/db-0", (h, c) -> says(""));

        Kit kit = saved();

        assertThat(kit.manifest().volumes()).allMatch(volume -> volume.output().isEmpty());
        assertThat(kit.manifest().volumes())
                .extracting(Volume::left)
                .containsOnly(
                        "what the backup command of pod shop/db-0 prints: it printed nothing");
        assertFailed("its backup command: it printed nothing");
    }

    @Test
    void filesThatChangedMeanwhileAreToldAndKept() throws Exception {
        host.on(
                SaveVolumes.READ + "pvc-1",
                (h, c) -> new CommandOutcome(1, "a tar", "tar: ./x: file changed as we read it\n"));

        Kit kit = saved();

        assertThat(kit.manifest().volumes())
                .allMatch(Volume::isCovered)
                .filteredOn(Volume::mayNotOpen)
                .as("told by the kit itself")
                .singleElement()
                .extracting(Volume::coverage)
                .asString()
                .endsWith("its files, which changed while they were read");
        assertThat(warnings)
                .singleElement()
                .satisfies(
                        warning ->
                                assertThat(warning.what())
                                        .contains("1 files changed", "./x: file changed"))
                .matches(warning -> warning.remedy().contains("backup.nordbox.no/command"));
    }

    @Test
    void filesThatChangedBesideWhatACommandPrintedAreNoneOfAnyonesConcern() throws Exception {
        listing.pod(
                "db-0",
                true,
                COMMAND.replace("{", "{\"backup.nordbox.no/files\":\"true\","),
                "data");
        host.on(
                SaveVolumes.READ + "pvc-1",
                (h, c) -> new CommandOutcome(1, "a tar", "tar: ./x: file changed as we read it\n"));

        Kit kit = saved();

        assertThat(kit.manifest().volumes())
                .allMatch(volume -> volume.changed() && !volume.mayNotOpen());
        assertThat(warnings).isEmpty();
    }

    @Test
    void filesThatCannotBeReadAreAFailureAndTheOthersAreKept() throws Exception {
        host.on(
                SaveVolumes.READ + "pvc-1",
                (h, c) -> new CommandOutcome(2, "the rest", "tar: ./x: Input/output error"));

        Kit kit = saved();

        Volume volume = kit.manifest().volumes().get(0);
        assertThat(text(kit, volume.files().orElseThrow())).isEqualTo("the rest");
        assertThat(volume.coverage())
                .endsWith(
                        "NOT in the kit: files that could not be read: tar: ./x: Input/output error");
        assertFailed("some of its files could not be read: tar: ./x: Input/output error");
    }

    @Test
    void whatATarWithoutItsEndHoldsIsLeftOut() throws Exception {
        host.on(SaveVolumes.READ + "pvc-1", (h, c) -> new CommandOutcome(137, "half", ""));

        Kit kit = saved();

        assertThat(kit.manifest().volumes())
                .allMatch(volume -> !volume.isCovered())
                .extracting(Volume::left)
                .containsExactly("its files: nothing was said");
        assertFailed("its files could not be read: it ended in 137");
    }

    @Test
    void aHostThatGoesAwayEndsTheKit() {
        host.on(
                SaveVolumes.READ + "pvc-1",
                (h, c) -> {
                    throw new HostException(
                            ExitCode.HOST_UNREACHABLE, new Problem("gone", "host", "try again"));
                });

        assertThatExceptionOfType(HostException.class).isThrownBy(this::saved);
    }

    @Test
    void aDirectoryThatIsNotThereIsNotCovered() throws Exception {
        host.on(SaveVolumes.MEASURE, (h, c) -> says(""));

        assertThat(saved().manifest().volumes())
                .extracting(Volume::coverage)
                .containsExactly(
                        "NOT in the kit: its directory is not there, or lies behind a link");
    }

    @Test
    void allAnnotationsThatCannotBeMeantAreToldAndFilesAreTaken() throws Exception {
        listing.volume("pvc-2", "shop/other", TrialListing.local("two"))
                .pod("a", true, "{\"backup.nordbox.no/files\":\"maybe\"}", "data")
                .pod("b", true, "{\"backup.nordbox.no/command\":\"[\"}", "other");

        Kit kit = saved();

        assertThat(kit.manifest().volumes().get(0).coverage())
                .endsWith(
                        "its files, NOT in the kit: what its pod shop/a asks for: its annotations"
                                + " cannot be meant");
        assertThat(failures).hasSize(2);
    }

    private Kit saved() throws ProblemException, IOException {
        Path file = folder.resolve("box.kit");
        try (KitOutput kit =
                new KitOutput(
                        Files.newOutputStream(file),
                        List.of(trial.key.recipient()),
                        new SecureRandom(),
                        TrialKit.CREATED)) {
            kit.part(Kit.TOKEN, new byte[] {1});
            kit.part(Kit.SNAPSHOT, new byte[] {1});
            SaveVolumes save =
                    new SaveVolumes(host, kit, warnings::add, what -> TransferProgress.SILENT);
            kit.finish(trial.facts.withVolumes(save.all()));
            failures = save.failures();
        }
        return Kit.open(file, List.of(trial.key));
    }

    private static String text(Kit kit, Stored stored) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        kit.copyStreams(List.of(stored), stream -> out);
        return out.toString();
    }

    private void assertFailed(String what) {
        assertThat(failures).singleElement().extracting(Problem::what).asString().contains(what);
    }

    private static CommandOutcome says(String text) {
        return new CommandOutcome(0, text, "");
    }
}
