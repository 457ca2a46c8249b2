package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Approval;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.FileDifference;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepObserver;
import dev.nordbox.installer.step.StepResult;
import dev.nordbox.templates.Templates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
        return run(host, StepEngine.Mode.APPLY, StepObserver.SILENT, Optional.empty());
    }

    public InstallReport plan(FakeHost host) throws ProblemException {
        return run(host, StepEngine.Mode.PLAN, StepObserver.SILENT, Optional.empty());
    }

    public InstallReport up(FakeHost host, Approval approval) throws ProblemException {
        return run(host, StepEngine.Mode.APPLY, StepObserver.SILENT, Optional.of(approval));
    }

    /**
     * @param replaced is told which files of somebody else's go
     */
    public InstallReport upTelling(FakeHost host, Consumer<FileDifference> replaced)
            throws ProblemException {
        StepObserver observer = observing(Progress.SILENT, replaced);
        return run(host, StepEngine.Mode.APPLY, observer, Optional.empty());
    }

    private static StepObserver observing(Progress progress, Consumer<FileDifference> replaced) {
        return new StepObserver() {
            @Override
            public void surveying() {}

            @Override
            public Progress started(Step step, int number, int total) {
                return progress;
            }

            @Override
            public void changing(Step step, Change change) {}

            @Override
            public void replacing(FileDifference file) {
                replaced.accept(file);
            }

            @Override
            public void finished(StepResult result) {}
        };
    }

    /**
     * @param told is given what the run warns of
     */
    public InstallReport upWarning(FakeHost host, Consumer<Problem> told) throws ProblemException {
        Progress progress =
                new Progress() {
                    @Override
                    public void doing(String what) {}

                    @Override
                    public TransferProgress uploading(String what) {
                        return TransferProgress.SILENT;
                    }

                    @Override
                    public void warn(Problem problem) {
                        told.accept(problem);
                    }
                };
        return run(host, StepEngine.Mode.APPLY, observing(progress, file -> {}), Optional.empty());
    }

    /** What the steps plan from. */
    public HostFacts facts(FakeHost host) throws ProblemException {
        Survey survey = survey();
        return survey.gather(host, engine(survey, StepObserver.SILENT).asks(spec));
    }

    private InstallReport run(
            FakeHost host, StepEngine.Mode mode, StepObserver observer, Optional<Approval> approval)
            throws ProblemException {
        Survey survey = survey();
        StepEngine engine = engine(survey, observer);
        HostFacts facts = survey.gather(host, engine.asks(spec));
        return engine.run(host, spec, facts, mode, approval);
    }

    private StepEngine engine(Survey survey, StepObserver observer) {
        return new StepEngine(steps, survey, observer, Operator.of("tester@laptop"), CLOCK);
    }

    private static Survey survey() {
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK);
    }
}
