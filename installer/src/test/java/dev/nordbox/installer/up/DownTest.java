package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.RemovalSteps;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.volume.VolumeOnHost;
import dev.nordbox.templates.Templates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final FakeHost host = FakeHost.debian12();
    private final List<Event> events = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void withoutRootsRightsThereIsARefusalAndNoHalfPlan(Mode mode) {
        host.sudoRefusal = Optional.of("`debian` may not use sudo");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> down().run(Specs.plain().config(), mode))
                .matches(refused -> refused.exitCode() == ExitCode.LOGIN_REFUSED)
                .withMessageContaining("sudo: `debian` may not use sudo");
        assertThat(events).noneMatch(Event.Planned.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whoDoesNotAgreeToWhatWasFoundChangesNothing(Mode mode) {
        String folder = Volume.ROOT + "/pvc-1_shop_data";
        host.on(
                "look what data there is",
                (h, c) -> new CommandOutcome(0, "directory\t4096\t" + folder + "\n", ""));
        int files = host.files.size();
        List<VolumeOnHost> seen = new ArrayList<>();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                down().run(
                                                Specs.plain().config(),
                                                mode,
                                                volumes -> {
                                                    seen.addAll(volumes);
                                                    throw new ProblemException(
                                                            ExitCode.USAGE,
                                                            new Problem("no", "down", "--yes"));
                                                }));
        assertThat(seen).extracting(VolumeOnHost::claim).containsExactly("shop/data");
        assertThat(host.files).hasSize(files);
    }

    private Down down() {
        return new Down(
                ssh -> host,
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                Gate.of(Preflight.ofRights()),
                RemovalSteps.of(Templates.bundled(), RemovalSteps.Data.KEEP),
                Operator.of("tester@laptop"),
                events::add,
                CLOCK);
    }
}
