package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepObserver;
import dev.nordbox.templates.Templates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A run of the program over a fake server, without command line and output. */
public record Provisioning(List<Step> steps, InstallSpec spec) {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Templates TEMPLATES = Templates.bundled();

    /** The steps of this package that need nothing but a host. */
    public static Provisioning ofHostSteps(InstallSpec spec) {
        return new Provisioning(
                List.of(new AdoptHost(), new PrepareKernel(TEMPLATES), new RaiseGuard(TEMPLATES)),
                spec);
    }

    public InstallReport up(FakeHost host) throws ProblemException {
        return run(host, StepEngine.Mode.APPLY);
    }

    public InstallReport plan(FakeHost host) throws ProblemException {
        return run(host, StepEngine.Mode.PLAN);
    }

    private InstallReport run(FakeHost host, StepEngine.Mode mode) throws ProblemException {
        Survey survey = new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK);
        StepEngine engine =
                new StepEngine(
                        steps, survey, StepObserver.SILENT, Operator.of("tester@laptop"), CLOCK);
        HostFacts facts = survey.gather(host, engine.asks(spec));
        return engine.run(host, spec, facts, mode);
    }
}
