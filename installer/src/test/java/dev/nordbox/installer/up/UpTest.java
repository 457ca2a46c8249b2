package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.AdoptHost;
import dev.nordbox.installer.steps.PrepareKernel;
import dev.nordbox.installer.steps.RaiseGuard;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.templates.Templates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final InstallSpec spec = Specs.plain();
    private final FakeHost host = FakeHost.debian12();
    private final List<Event> events = new ArrayList<>();
    private final List<String> arrivals = new ArrayList<>();

    @Test
    void aBareServerIsPlannedAndLeftAlone() throws ProblemException {
        var before = host.state();

        InstallReport plan = up((address, facts) -> List.of()).run(spec.config(), Mode.PLAN);

        assertThat(plan.changeCount()).isPositive();
        assertThat(host.state()).isEqualTo(before);
        assertThat(arrivals).isEmpty();
        assertThat(PlanText.of(spec.config(), plan))
                .contains("k3s         v1.36.4+k3s1", "repository  file:///repo at HEAD")
                .anyMatch(line -> line.startsWith("guard: "))
                .endsWith(plan.changeCount() + " changes on root@fake");
        assertThat(planned()).hasSize(plan.changeCount());
    }

    @Test
    void afterUpThePlanIsEmpty() throws ProblemException {
        Up up = up((address, facts) -> List.of());

        InstallReport first = up.run(spec.config(), Mode.APPLY);
        events.clear();
        InstallReport second = up.run(spec.config(), Mode.PLAN);

        assertThat(first.changeCount()).isPositive();
        assertThat(second.changeCount()).isZero();
        assertThat(planned()).isEmpty();
        assertThat(PlanText.of(spec.config(), second)).endsWith("0 changes on root@fake");
        assertThat(arrivals).containsExactly("root@fake");
    }

    @Test
    void warningsAreToldAndARefusalEndsTheRunBeforeAnythingIsFetched() {
        Problem warning = new Problem("little memory", "host", "");
        Gate refusing =
                (address, facts) -> {
                    throw new ProblemException(ExitCode.HOST_REFUSED, warning);
                };

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> up(refusing).run(spec.config(), Mode.APPLY))
                .matches(refused -> refused.exitCode() == ExitCode.HOST_REFUSED);
        assertThat(events).noneMatch(Event.Planned.class::isInstance);
        assertThat(phases()).containsExactly("connect");
    }

    @Test
    void phasesComeInTheOrderOfTheFlow() throws ProblemException {
        Problem warning = new Problem("little memory", "host", "");

        up((address, facts) -> List.of(warning)).run(spec.config(), Mode.APPLY);

        assertThat(phases()).startsWith("connect", "preflight", "artifacts", "facts");
        assertThat(events).contains(new Event.Warned("preflight", warning));
    }

    private List<String> phases() {
        return events.stream()
                .filter(Event.PhaseFinished.class::isInstance)
                .map(event -> ((Event.PhaseFinished) event).phase())
                .toList();
    }

    private List<Event> planned() {
        return events.stream().filter(Event.Planned.class::isInstance).toList();
    }

    private Up up(Gate gate) {
        Templates templates = Templates.bundled();
        List<Step> steps =
                List.of(new AdoptHost(), new PrepareKernel(templates), new RaiseGuard(templates));
        return new Up(
                ssh -> host.reconnect(),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                gate,
                (config, machine, progress) -> spec.artifacts(),
                steps,
                "tester@laptop",
                (box, config) -> arrivals.add(box.name()),
                events::add,
                CLOCK);
    }
}
