package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepObserver;
import dev.nordbox.installer.step.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The steps up to a started k3s, over a real server, with the k3s that NORDBOX_K3S names. */
public final class TrialServer {
    private InstallSpec spec;

    public TrialServer(Path folder) throws IOException {
        Path given = Path.of(System.getenv("NORDBOX_K3S"));
        Path k3s = Files.isDirectory(given) ? given.resolve("k3s") : given;
        Path files = Files.createTempDirectory(folder, "artifacts");
        InstallSpec trial = TrialBox.in(files).spec;
        Artifact binary = new Artifact("k3s", k3s, Sha256.of(k3s), Files.size(k3s));
        spec = new InstallSpec(trial.config(), TrialBox.artifactsOf(trial, binary));
    }

    public TrialServer from(Kit kit) {
        spec = new InstallSpec(spec.config(), spec.artifacts(), Optional.of(kit));
        return this;
    }

    /** The steps that changed something. */
    public List<String> up(Host host) throws ProblemException {
        K3sFiles k3s = new K3sFiles(TrialBox.TEMPLATES);
        List<Step> steps =
                List.of(
                        new AdoptHost(),
                        new RaiseGuard(TrialBox.TEMPLATES),
                        new WriteK3sFiles(k3s),
                        new UploadK3s(),
                        new RestoreCluster(),
                        new InstallK3sUnit(k3s),
                        new StartK3s(k3s, Wait.patient()));
        ShellSurvey survey =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.REMEMBER, Clock.systemUTC());
        StepEngine engine =
                new StepEngine(
                        steps,
                        survey,
                        StepObserver.SILENT,
                        Operator.of("tester@laptop"),
                        Clock.systemUTC());
        HostFacts facts = survey.gather(host, engine.asks(spec));
        InstallReport report = engine.run(host, spec, facts, StepEngine.Mode.APPLY);
        new K3sWait(host, Wait.patient(), Progress.SILENT)
                .until(K3sState::isActive, "k3s to start");
        return report.changed().stream().map(StepResult::id).toList();
    }
}
