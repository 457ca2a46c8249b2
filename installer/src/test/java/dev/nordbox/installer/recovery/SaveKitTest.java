package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.volume.TrialListing;
import dev.nordbox.installer.volume.VolumesInKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaveKitTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String WHOLE =
            """
            meta k3s v1.36.4+k3s1
            meta node prod-1
            meta url git@git.example.no:ops/box.git
            meta revision HEAD
            meta path\s
            part 600 6 k3s/token
            secretpart 600 9 k3s/etcd-snapshot
            snap
            shotpart 644 0 host/ssh_host_keys.pub
            end
            """;

    @TempDir private Path folder;
    private final X25519Identity key = X25519Identity.make(new SecureRandom());
    private final FakeHost host = FakeHost.debian12();
    private final List<Event> events = new ArrayList<>();
    private Path file;

    @BeforeEach
    void aControllerAnswers() {
        file = folder.resolve("box.kit");
        host.asks(
                "ask the controller",
                (h, c) ->
                        new CommandOutcome(
                                0,
                                "{\"repository\":{\"url\":\"u\",\"revision\":\"0123abc\"}}",
                                ""));
    }

    @BeforeEach
    void aClusterWithoutVolumes() {
        host.on("list the volumes", (h, c) -> new CommandOutcome(0, "{\"items\":[]}", ""));
    }

    @Test
    void aVolumeThatIsNotInTheKitIsNamedEveryTime() throws Exception {
        says(WHOLE);
        TrialListing listing =
                new TrialListing()
                        .volume("pvc-1", "shop/data", TrialListing.local("one"))
                        .volume("nfs-1", "shop/media", "\"nfs\":{\"server\":\"s\"}");
        host.on("list the volumes", (h, c) -> new CommandOutcome(0, listing.json(), ""))
                .on(
                        "measure the volumes",
                        (h, c) ->
                                new CommandOutcome(
                                        0, "777 0:0 2097152 " + Volume.ROOT + "/one\n", ""))
                .on("read the files of pvc-1", (h, c) -> new CommandOutcome(0, "a tar", ""));

        save(Optional.empty());
        assertThat(events.toString())
                .contains(
                        "volume shop/data (pvc-1): 2.0 MiB on disk, its files",
                        "NOT in the kit: its storage is nfs, not a directory of this host");

        events.clear();
        saving().withoutVolumes().of(host, "prod", Optional.empty(), file);
        assertThat(events.toString())
                .contains(
                        "2.0 MiB on disk, NOT in the kit: left out by --without-volumes",
                        "volume shop/media (nfs-1)");
        assertThat(Kit.open(file, List.of(key)).manifest().streams()).isEmpty();
    }

    @Test
    void whatTheHostPrintsBecomesAKit() throws Exception {
        says(WHOLE);
        Path configuration = Files.writeString(folder.resolve("nordbox.yaml"), "kind: Box\n");

        save(Optional.of(configuration));

        Kit kit = Kit.open(file, List.of(key));
        assertThat(kit.small(Kit.TOKEN)).hasValue("secret".getBytes());
        assertThat(kit.manifest().part(Kit.SNAPSHOT).orElseThrow().size()).isEqualTo(9);
        assertThat(kit.small(Kit.CONFIGURATION)).hasValue("kind: Box\n".getBytes());
        assertThat(kit.manifest())
                .extracting(Manifest::created, Manifest::k3s, Manifest::node, Manifest::box)
                .containsExactly(NOW, "v1.36.4+k3s1", "prod-1", "prod");
        assertThat(kit.manifest().repository())
                .hasValue(
                        new Manifest.Repository(
                                "git@git.example.no:ops/box.git",
                                "HEAD",
                                "",
                                Optional.of("0123abc")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(host.text(Note.DIRECTORY + "/" + SaveKit.NOTE)).hasValue(NOW + "\n");
        assertThat(host.text(VolumesInKit.OF_SAVED)).hasValue("box.kit of 2026-11-28T12:00:00Z\n");
    }

    @Test
    void theSettingsAreThoseThatTheBoxKeepsWhateverLiesHere() throws Exception {
        says(WHOLE.replace("end\n", "part 600 9 nordbox.yaml\nkind: Boxend\n"));
        Path here = Files.writeString(folder.resolve("nordbox.yaml"), "kind: Other\n");

        save(Optional.of(here));

        assertThat(Kit.open(file, List.of(key)).small(Kit.CONFIGURATION))
                .hasValue("kind: Box".getBytes());
        assertThat(events.toString()).doesNotContain("no settings");
    }

    @Test
    void aKitWithoutSettingsSaysSo() throws Exception {
        says(WHOLE);

        save(Optional.empty());

        assertThat(events.toString())
                .contains("the kit has no settings", "run `up` and save another", "no profile");
    }

    @Test
    void noSecretIsInTheFileInTheClearOrTold() throws Exception {
        says(WHOLE);

        save(Optional.empty());

        assertThat(new String(Files.readAllBytes(file), "ISO-8859-1"))
                .doesNotContain("secret", "k3s/token");
        assertThat(events.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 113})
    void aBoxWhoseControllerIsSilentOrGoneIsSavedAllTheSame(int code) throws Exception {
        host.asks("ask the controller", (h, c) -> new CommandOutcome(code, "", "not running"));
        says(WHOLE);

        save(Optional.empty());

        assertThat(Kit.open(file, List.of(key)).manifest().repository().orElseThrow().commit())
                .isEmpty();
    }

    @Test
    void aBrokenConnectionLeavesTheEarlierKit() throws IOException {
        Files.writeString(file, "earlier");
        says(WHOLE.replace("end\n", ""));

        assertRefused(ExitCode.HOST_UNREACHABLE, "to its end");
        assertThat(file).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThat(host.text(Note.DIRECTORY + "/" + SaveKit.NOTE)).isEmpty();
    }

    @Test
    void whatKeepsTheHostIsTold() {
        host.on(SaveKit.LABEL, (h, c) -> new CommandOutcome(1, "meta k3s v1", "k3s does not run"));

        assertRefused(ExitCode.STEP_FAILED, "k3s does not run");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsNotUnderstoodIsNotRepeated() {
        says("part 600 2 k3s/token\nsecret of a longer file\nend\n");

        assertRefused(ExitCode.KIT_UNUSABLE, "in a form that is not understood");
        assertThat(events.toString()).doesNotContain("secret");
    }

    @Test
    void aHostCannotWriteWhereItLikes() {
        says("part 600 2 ../../.ssh/authorized_keys\nxxend\n");

        assertRefused(ExitCode.KIT_UNUSABLE, "not a part of a kit");
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        says(WHOLE);
        file = folder.resolve("nowhere/box.kit");

        assertRefused(ExitCode.KIT_UNUSABLE, "there is no such file");
    }

    private void says(String text) {
        host.on(SaveKit.LABEL, (h, c) -> new CommandOutcome(0, text, ""));
    }

    private Manifest save(Optional<Path> configuration) throws ProblemException {
        return saving().of(host, "prod", configuration, file).manifest();
    }

    private SaveKit saving() {
        return new SaveKit(
                List.of(key.recipient()),
                "0.1",
                events::add,
                new SecureRandom(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void assertRefused(ExitCode code, String why) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> save(Optional.empty()))
                .matches(e -> e.exitCode() == code, code.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(why).doesNotContain("secret"));
    }
}
