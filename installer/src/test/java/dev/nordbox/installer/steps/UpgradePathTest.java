package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hops can be made, and what is said of the others. */
class UpgradePathTest {

    @ParameterizedTest
    @CsvSource({
        "v1.36.3+k3s1, v1.36.4+k3s1",
        "v1.36.4+k3s1, v1.36.4+k3s2",
        "v1.36.9+k3s1, v1.36.10+k3s1",
        "v1.35.9+k3s1, v1.36.0+k3s1",
        "v1.35.9+k3s1, v1.36.0-rc1+k3s1",
        "v1.33.8+k3s1, v1.34.9+k3s1",
        "v1.33.13+k3s1, v1.34.9+k3s1",
        "v1.32.12+k3s1, v1.33.13+k3s1",
        "v1.32.3+k3s1, v1.33.8+k3s1",
        "v1.31.3+k3s1, v1.32.12+k3s1"
    })
    void oneHopOn(String there, String wanted) throws ProblemException {
        assertThat(path(there, wanted))
                .hasValueSatisfying(
                        path -> {
                            assertThat(path.from().text()).isEqualTo(there);
                            assertThat(path.to().text()).isEqualTo(wanted);
                        });
    }

    @Test
    void whatIsThereIsNoHop() throws ProblemException {
        assertThat(path("v1.36.4+k3s1", "v1.36.4+k3s1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1.36.4+k3s1 | v1.36.3+k3s1 | name one that is newer than v1.36.4+k3s1",
                "v1.36.4+k3s2 | v1.36.4+k3s1 | name one that is newer",
                "v1.36.10+k3s1 | v1.36.9+k3s1 | the way back is a kit",
                "v1.37.0+k3s1 | v1.36.9+k3s1 | the way back is a kit",
                "v1.34.4+k3s1 | v1.36.4+k3s1 | with --k3s each time: v1.35.x, then v1.36.4+k3s1",
                "v1.33.9+k3s1 | v1.36.4+k3s1 | v1.34.x, v1.35.x, then v1.36.4+k3s1",
                "v1.36.4+k3s1 | v2.0.0+k3s1 | name a release of v1",
                "v1.33.7+k3s3 | v1.34.9+k3s1 | first `upgrade --k3s v1.33.8+k3s1`",
                "v1.33.7+k3s3 | v1.33.13+k3s1 | first `upgrade --k3s v1.33.8+k3s1`",
                "v1.32.11+k3s1 | v1.33.9+k3s1 | first `upgrade --k3s v1.33.8+k3s1`",
                "own-build | v1.36.4+k3s1 | name a release",
                "v1.36.4+k3s1 | latest | name a release"
            })
    void whatIsNoHopIsRefusedWithTheWay(String there, String wanted, String way) {
        assertRefused(() -> path(there, wanted), ExitCode.CONFIG_INVALID, way);
    }

    @ParameterizedTest
    @CsvSource({"v1.34.9+k3s1, v1.35.0+k3s1, true", "v1.33.8+k3s1, v1.34.9+k3s1, false"})
    void cgroupOneEndsAtOneThirtyFive(String there, String wanted, boolean refused)
            throws ProblemException {
        FakeHost host = box(there);
        host.machine.cgroupFileSystem = "tmpfs";

        if (refused) {
            assertRefused(
                    () -> UpgradePath.of("prod", facts(host), config(wanted)),
                    ExitCode.HOST_REFUSED,
                    "systemd.unified_cgroup_hierarchy=1");
        } else {
            assertThat(UpgradePath.of("prod", facts(host), config(wanted))).isPresent();
        }
    }

    @Test
    void aHostWithoutOurK3sIsNotOneToUpgrade() {
        assertRefused(
                () -> UpgradePath.of("prod", facts(FakeHost.debian12()), config("v1.36.4+k3s1")),
                ExitCode.HOST_REFUSED,
                "`up` installs one");
    }

    @Test
    void aK3sWithoutEtcdHasNoWayBack() {
        FakeHost host = box("v1.35.9+k3s1");
        host.files.remove(Restoration.DATASTORE);

        assertRefused(
                () -> UpgradePath.of("prod", facts(host), config("v1.36.4+k3s1")),
                ExitCode.HOST_REFUSED,
                "run `up` first");
    }

    @Test
    void aK3sThatDoesNotRunIsMendedFirst() {
        FakeHost host = box("v1.35.9+k3s1");
        host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "failed", "enabled", false));

        assertRefused(
                () -> UpgradePath.of("prod", facts(host), config("v1.36.4+k3s1")),
                ExitCode.HOST_REFUSED,
                "run `up`");
    }

    @Test
    void anUpgradeThatDoesNotFitIsRefused() throws ProblemException {
        FakeHost host = box("v1.35.9+k3s1");
        host.machine.freeDiskMiB = 700;
        HostFacts facts = facts(host);
        Artifact k3s = new Artifact("k3s", Path.of("k3s"), "", 80 << 20);
        Artifact images = new Artifact("images", Path.of("images"), "", 200 << 20);

        UpgradePath.requireRoom("prod", facts, brought(k3s, Optional.empty()));
        assertRefused(
                () -> UpgradePath.requireRoom("prod", facts, brought(k3s, Optional.of(images))),
                ExitCode.HOST_REFUSED,
                "make room");
    }

    private static Artifacts brought(Artifact k3s, Optional<Artifact> images) {
        return new Artifacts(k3s, images, Optional.empty(), k3s, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "kept v1.35.9+k3s1 v1.36.4+k3s1 x, false",
        "swapped v1.35.9+k3s1 v1.36.4+k3s1 x, true",
        "failed v1.35.9+k3s1 v1.36.4+k3s1 x no node, true"
    })
    void whatWasBegunIsGoneOnWithWhateverBecameOfK3s(String note, boolean swapped)
            throws ProblemException {
        FakeHost host = box("v1.36.4+k3s1");
        host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "failed", "enabled", false));
        host.put(UpgradeNote.PATH, (note + "\n").getBytes(), "0600", "root:root");

        HostFacts facts = facts(host);

        assertThat(UpgradePath.of("prod", facts, config("v1.36.4+k3s1")))
                .hasValueSatisfying(
                        path -> assertThat(path).hasToString("k3s v1.35.9+k3s1 to v1.36.4+k3s1"));
        assertThat(UpgradePath.isSwapped(facts)).isEqualTo(swapped);
    }

    @Test
    void aNoteComesBackAsItWasWritten() {
        for (UpgradeNote.Phase phase : UpgradeNote.Phase.values()) {
            UpgradeNote note = new UpgradeNote(phase, "v1", "v2", "x", "it   has\nno node");
            String text = new String(note.failed(note.why()).at(phase).file().content());
            assertThat(UpgradeNote.parse(text))
                    .contains(new UpgradeNote(phase, "v1", "v2", "x", "it has no node"));
        }
        assertThat(UpgradeNote.parse("begun")).isEmpty();
        assertThat(UpgradeNote.parse("elsewhere v1 v2 x")).isEmpty();
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable way, ExitCode code, String said) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(way)
                .matches(e -> e.exitCode() == code, code.name())
                .satisfies(e -> assertThat(e.problems().get(0).remedy()).contains(said));
    }

    private static Optional<UpgradePath> path(String there, String wanted) throws ProblemException {
        return UpgradePath.of("prod", facts(box(there)), config(wanted));
    }

    /** A box with that k3s on it, which runs. */
    private static FakeHost box(String version) {
        FakeHost host = FakeHost.debian12();
        note(host, Note.ADOPTED, "v1");
        note(host, Note.K3S_VERSION, version);
        host.directory(Restoration.DATASTORE, "0700");
        host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "active", "enabled", false));
        return host;
    }

    private static void note(FakeHost host, String name, String text) {
        host.put(Note.DIRECTORY + "/" + name, (text + "\n").getBytes(), "0600", "root:root");
    }

    static HostFacts facts(FakeHost host) throws ProblemException {
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                .gather(host, UpgradePath.asks());
    }

    private static BoxConfig config(String version) {
        return Specs.plain()
                .config()
                .with(new BoxConfig.K3s(version, List.of(), List.of(), Optional.empty(), true));
    }
}
