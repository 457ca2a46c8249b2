package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.drill.Drill;
import dev.nordbox.installer.drill.RestoredBox;
import dev.nordbox.installer.drill.Scratch;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepObserver;
import dev.nordbox.installer.up.ArtifactSupply;
import dev.nordbox.installer.up.Connector;
import dev.nordbox.installer.up.Down;
import dev.nordbox.installer.up.Gate;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.up.Upgrade;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All steps over a fake server, with a spec that tests change bit by bit. */
final class TrialBox {
    static final String GIT_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqzDbSTi0UfPrsLkSUQPQ0PDtLuxQsq";
    static final Templates TEMPLATES = Templates.bundled();
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    final FakeHost host = FakeHost.debian12();
    final FakeCluster cluster = FakeCluster.on(host);
    final FakeControllerHost controllerHost = FakeControllerHost.on(host);
    InstallSpec spec;
    HostKeyConfirmation gitHost = HostKeyConfirmation.NOBODY;
    LoginPrompts person = LoginPrompts.NOBODY;
    List<Path> sealingKeys = List.of();
    Templates templates = TEMPLATES;

    /** What upgrades told. */
    final List<Event> told = new ArrayList<>();

    /** What drills wrote down, at the time when they did. */
    final List<Drill.Outcome> written = new ArrayList<>();

    /** How often artifacts were fetched for a command. */
    int supplied;

    private TrialBox(InstallSpec spec) {
        this.spec = spec;
    }

    /** A box with a small k3s, images and jar made in a directory, and a Git server pinned. */
    static TrialBox in(Path directory) {
        Artifacts artifacts =
                new Artifacts(
                        file(directory, "k3s", "k3s"),
                        Optional.of(file(directory, "k3s-airgap-images-amd64.tar.zst", "images")),
                        Optional.empty(),
                        file(directory, "bootstrap.jar", "jar"),
                        List.of());
        return new TrialBox(
                new InstallSpec(
                        config(
                                new BoxConfig.Git(
                                        "git@git.example.no:ops/box.git",
                                        "HEAD",
                                        "",
                                        Optional.of(GIT_KEY),
                                        Optional.empty()),
                                List.of()),
                        artifacts));
    }

    TrialBox withConfig(BoxConfig config) {
        spec = new InstallSpec(config, spec.artifacts());
        return this;
    }

    /** The box makes kits by itself, or no more. */
    TrialBox withBackup(Optional<BackupConfig> backup) {
        return withConfig(spec.config().with(backup));
    }

    TrialBox withGit(BoxConfig.Git git) {
        spec = new InstallSpec(config(git, spec.config().namespaces()), spec.artifacts());
        return this;
    }

    TrialBox withoutRepository() {
        return withGit(new BoxConfig.Git("", "HEAD", "", Optional.empty(), Optional.empty()));
    }

    TrialBox withNamespaces(List<BoxConfig.NamespaceConfig> namespaces) {
        spec = new InstallSpec(config(spec.config().git(), namespaces), spec.artifacts());
        return this;
    }

    TrialBox withK3s(BoxConfig.K3s k3s) {
        BoxConfig was = spec.config();
        spec =
                new InstallSpec(
                        new BoxConfig(
                                was.name(),
                                was.profile(),
                                was.ssh(),
                                was.git(),
                                k3s,
                                was.firewall(),
                                was.namespaces(),
                                was.templates()),
                        spec.artifacts());
        return this;
    }

    TrialBox saying(String text) {
        spec =
                new InstallSpec(
                        spec.config().saying(Optional.of(text)), spec.artifacts(), spec.kit());
        return this;
    }

    /** For Git hosts that call. */
    TrialBox listening() {
        BoxConfig.Controller controller =
                new BoxConfig.Controller(BoxConfig.Redis.WHERE_IT_COMES, Optional.of(8128));
        spec = new InstallSpec(spec.config().with(controller), spec.artifacts(), spec.kit());
        return this;
    }

    TrialBox withKit(Kit kit) {
        spec = new InstallSpec(spec.config(), spec.artifacts(), Optional.of(kit));
        return this;
    }

    TrialBox withoutKit() {
        spec = new InstallSpec(spec.config(), spec.artifacts());
        return this;
    }

    TrialBox withArtifacts(Artifacts artifacts) {
        spec = new InstallSpec(spec.config(), artifacts);
        return this;
    }

    InstallReport up() throws ProblemException {
        return run(StepEngine.Mode.APPLY);
    }

    /** As the command does it, but for the way in and what follows the steps. */
    InstallReport command(Output output) throws ProblemException {
        return upOver(ssh -> host, installSteps(), (there, config) -> {}, output)
                .run(spec.config(), spec.kit(), StepEngine.Mode.APPLY)
                .report();
    }

    private Up upOver(Connector connector, List<Step> steps, Up.Arrival arrival, Output output) {
        return new Up(
                connector,
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                new ShellSurvey(new K3sSurvey(), ShellSurvey.Sums.FORGET, CLOCK),
                (name, facts) -> List.of(),
                new ArtifactSupply() {
                    @Override
                    public Artifacts foresee(
                            BoxConfig config,
                            Machine machine,
                            Function<String, TransferProgress> progress) {
                        return spec.artifacts();
                    }

                    @Override
                    public Artifacts obtain(
                            BoxConfig config,
                            Machine machine,
                            Function<String, TransferProgress> progress) {
                        supplied++;
                        return spec.artifacts();
                    }
                },
                steps,
                Operator.of("tester@laptop"),
                arrival,
                new Reconnection(Reconnection.Watch.NOBODY, pause -> {}),
                output,
                CLOCK);
    }

    InstallReport plan() throws ProblemException {
        return run(StepEngine.Mode.PLAN);
    }

    InstallReport down(RemovalSteps.Data data) throws ProblemException {
        return run(RemovalSteps.of(TEMPLATES, data), StepEngine.Mode.APPLY);
    }

    /** As the command does it, over a connection that ends with it. */
    InstallReport upgrade(StepEngine.Mode mode) throws ProblemException {
        return new Upgrade(
                        ssh -> host,
                        new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK),
                        Gate.of(Preflight.ofRights()),
                        (config, machine, progress) -> {
                            supplied++;
                            return spec.artifacts();
                        },
                        UpgradeSteps.of(TEMPLATES, brief()),
                        Operator.of("tester@laptop"),
                        told::add,
                        CLOCK)
                .run(spec.config(), mode);
    }

    /**
     * As the command does it; each part connects anew.
     *
     * @param converge waits for the applications
     */
    Drill.Outcome drill(Up.Arrival converge, Drill.Afterwards afterwards) throws ProblemException {
        Survey look = new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK);
        Connector connector = ssh -> host.connectedAgain();
        Operator operator = Operator.of("tester@laptop");
        Kit kit = spec.kit().orElseThrow();
        return new Drill(
                        new Scratch(connector, look),
                        arrival ->
                                upOver(
                                        connector,
                                        DrillSteps.of(installSteps()),
                                        arrival,
                                        told::add),
                        new RestoredBox(converge, look, brief(), told::add),
                        new Down(
                                connector,
                                look,
                                (name, facts) -> List.of(),
                                RemovalSteps.of(TEMPLATES, RemovalSteps.Data.DELETE),
                                operator,
                                told::add,
                                CLOCK),
                        told::add,
                        new TickingClock())
                .run(spec.config(), kit, afterwards, written::add);
    }

    private InstallReport run(StepEngine.Mode mode) throws ProblemException {
        return run(installSteps(), mode);
    }

    private List<Step> installSteps() {
        return InstallSteps.of(templates, gitHost, person, brief(), sealingKeys);
    }

    private InstallReport run(List<Step> steps, StepEngine.Mode mode) throws ProblemException {
        Survey survey = new ShellSurvey(new K3sSurvey(), ShellSurvey.Sums.FORGET, CLOCK);
        StepEngine engine =
                new StepEngine(
                        steps,
                        survey,
                        StepObserver.SILENT,
                        Operator.of("tester@laptop"),
                        new Reconnection(Reconnection.Watch.NOBODY, pause -> {}),
                        CLOCK);
        HostFacts facts = survey.gather(host, engine.asks(spec));
        return engine.run(host, spec, facts, mode);
    }

    /** Asks twenty times at most, and lets no time pass. */
    static Wait brief() {
        TickingClock clock = new TickingClock();
        return new Wait(Duration.ofSeconds(40), Duration.ofSeconds(2), clock, clock::advance);
    }

    /** A spec's artifacts with another k3s. */
    static Artifacts artifactsOf(InstallSpec spec, Artifact k3s) {
        Artifacts all = spec.artifacts();
        return new Artifacts(
                k3s, all.images(), all.javaRuntime(), all.bootstrapJar(), all.warnings());
    }

    static Artifact file(Path directory, String name, String content) {
        try {
            Path file = Files.writeString(directory.resolve(name), content);
            return new Artifact(name, file, Sha256.of(file), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BoxConfig config(BoxConfig.Git git, List<BoxConfig.NamespaceConfig> namespaces) {
        return new BoxConfig(
                "fake",
                Optional.empty(),
                new BoxConfig.Ssh(
                        "root@203.0.113.7", Optional.empty(), Optional.empty(), Optional.empty()),
                git,
                new BoxConfig.K3s("v1.36.4+k3s1", List.of(), List.of("traefik"), Optional.empty()),
                new BoxConfig.Firewall(List.of(), List.of(), List.of("443/tcp")),
                namespaces,
                Optional.empty());
    }
}
