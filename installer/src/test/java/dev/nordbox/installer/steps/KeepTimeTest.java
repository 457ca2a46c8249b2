package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who keeps the clock right, on a fake server. */
class KeepTimeTest {
    private static final UnitFacts OFF = new UnitFacts("loaded", "inactive", "disabled", false);
    private static final InstallSpec KEPT = with(new Hardening(false, false, false, true, false));
    private static final InstallSpec LEFT = with(Hardening.NONE);

    private FakeHost host = FakeHost.debian12();
    private final FakeControllerHost mirror = on(host);

    @Test
    void aHostWithoutATimeServiceGetsSystemdsOwnAndGivesItBack() throws ProblemException {
        Map<String, String> before = adopted().state();

        box(KEPT).up(host);

        assertThat(host.units.get(KeepTime.UNIT).isActive()).isTrue();
        assertThat(box(KEPT).plan(host).changed()).isEmpty();
        host.reconnect();
        box(LEFT).up(host);
        assertThat(host.state()).isEqualTo(before);
        assertThat(box(LEFT).plan(host).changed()).isEmpty();
    }

    @Test
    void aServiceThatWasOffIsSwitchedOnAndOffAgain() throws ProblemException {
        withService(OFF);
        Map<String, String> before = adopted().state();

        box(KEPT).up(host);

        assertThat(host.units.get(KeepTime.UNIT).isActive()).isTrue();
        assertThat(host.units.get(KeepTime.UNIT).isEnabled()).isTrue();
        assertThat(box(KEPT).plan(host).changed()).isEmpty();
        host.reconnect();
        new Provisioning(List.of(new RemoveHostSettings()), KEPT).up(host);
        assertThat(host.state()).isEqualTo(before);
    }

    @Test
    void oneThatRanBeforeStaysWhenNordboxNoLongerSeesToIt() throws ProblemException {
        withService(new UnitFacts("loaded", "active", "enabled", false));

        assertThat(box(KEPT).up(host).changed()).extracting(s -> s.id()).containsOnly("adopt");
        box(LEFT).up(host);

        assertThat(host.units.get(KeepTime.UNIT).isActive()).isTrue();
    }

    @Test
    void oneThatSomebodyMaskedStaysMasked() throws ProblemException {
        withService(new UnitFacts("masked", "inactive", "masked", false));

        assertThat(box(KEPT).up(host).changed()).extracting(s -> s.id()).containsOnly("adopt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chrony.service",
                "ntpsec.service",
                "openntpd.service",
                "ptp4l.service",
                "phc2sys.service"
            })
    void anotherTimeServiceIsSomebodysChoiceRunningOrNot(String unit) throws ProblemException {
        host.units.put(unit, OFF);

        assertThat(box(KEPT).up(host).changed()).extracting(s -> s.id()).containsOnly("adopt");
    }

    @Test
    void oneThatDoesNotStartIsToldOnceAndEndsNothing() throws ProblemException {
        withService(OFF);
        adopted();
        doesNotStart();
        List<Problem> told = new ArrayList<>();

        box(KEPT).upWarning(host, told::add);

        assertThat(told)
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .contains("nothing keeps the clock right, since systemd-timesyncd.service");
        assertThat(box(KEPT).plan(host).changed()).isEmpty();
        host.reconnect();
        box(LEFT).up(host);
        assertThat(host.units.get(KeepTime.UNIT).isEnabled()).isFalse();
        assertThat(host.files.keySet())
                .filteredOn(path -> path.startsWith(Note.DIRECTORY + "/"))
                .containsExactly(Note.DIRECTORY + "/" + Note.ADOPTED);
    }

    /** As systemd leaves one that it has enabled and that ends at once. */
    private void doesNotStart() {
        host.on(
                "systemctl",
                (fake, command) -> {
                    boolean on = command.words().contains("enable");
                    String state = on ? "enabled" : "disabled";
                    fake.units.put(
                            KeepTime.UNIT, new UnitFacts("loaded", "inactive", state, false));
                    return new CommandOutcome(on ? 1 : 0, "", "");
                });
    }

    @Test
    void aContainersClockIsNotItsOwn() throws ProblemException {
        host = FakeHost.lxc();
        on(host);
        withService(OFF);

        assertThat(box(KEPT).up(host).changed()).extracting(s -> s.id()).containsOnly("adopt");
    }

    @Test
    void withoutAMirrorItIsToldOnceAndThePlanIsEmpty() throws ProblemException {
        mirror.mirrorFails = Optional.of("no mirror answers: http://deb.example.no/debian\n");
        List<Problem> told = new ArrayList<>();

        box(KEPT).upWarning(host, told::add);

        assertThat(told)
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.what()).contains("nothing keeps the clock right");
                            assertThat(one.remedy()).contains("apt-get install systemd-timesyncd");
                        });
        assertThat(box(KEPT).plan(host).changed()).isEmpty();
        host.reconnect();
        box(LEFT).up(host);
        assertThat(host.files.keySet())
                .filteredOn(path -> path.startsWith(Note.DIRECTORY + "/"))
                .containsExactly(Note.DIRECTORY + "/" + Note.ADOPTED);
    }

    @Test
    void killedAnywhereAndRunAgainItEndsTheSame() throws ProblemException {
        withService(OFF);
        box(KEPT).up(host);
        Map<String, String> undisturbed = host.state();
        int all = host.effects().size();

        for (int count = 0; count < all; count++) {
            host = FakeHost.debian12();
            on(host);
            withService(OFF);
            host.killAfter(count);
            assertThatThrownBy(() -> box(KEPT).up(host)).isInstanceOf(FakeHost.Killed.class);
            host.reconnect();
            box(KEPT).up(host);
            assertThat(host.state()).as("killed after %d effects", count).isEqualTo(undisturbed);
        }
    }

    private static FakeControllerHost on(FakeHost host) {
        FakeCluster.on(host);
        host.directory("/lib/systemd", "0755");
        return FakeControllerHost.on(host);
    }

    private FakeHost adopted() throws ProblemException {
        new Provisioning(List.of(new AdoptHost()), LEFT).up(host);
        host.reconnect();
        return host;
    }

    private void withService(UnitFacts unit) {
        host.put(KeepTime.PACKAGE.program(), "x".getBytes(), "0755", "root:root");
        host.units.put(KeepTime.UNIT, unit);
    }

    private static Provisioning box(InstallSpec spec) {
        return new Provisioning(List.of(new AdoptHost(), new KeepTime()), spec);
    }

    private static InstallSpec with(Hardening hardening) {
        InstallSpec plain = Specs.plain();
        return new InstallSpec(plain.config().with(hardening), plain.artifacts());
    }
}
