package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Approval;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Question;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.ApiAdmins;
import dev.nordbox.installer.steps.DropIns;
import dev.nordbox.installer.steps.GiveDeployKey;
import dev.nordbox.installer.steps.K3sVersion;
import dev.nordbox.installer.steps.KeysOnly;
import dev.nordbox.installer.steps.Restoration;
import dev.nordbox.installer.steps.TriedK3s;
import dev.nordbox.installer.steps.Unhardened;
import dev.nordbox.installer.steps.UpgradeNote;
import dev.nordbox.installer.steps.WayOut;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes a server from wherever it is to a box. {@code plan} and {@code up --dry-run} are the same
 * way in {@link Mode#PLAN}.
 */
public final class Up {
    private static final String PREFLIGHT = "preflight";
    private static final String QUESTIONS = "questions";

    private final Connector connector;
    private final Survey firstLook;
    private final Survey survey;
    private final Gate gate;
    private final ArtifactSupply supply;
    private final List<Step> steps;
    private final Operator operator;
    private final Arrival arrival;
    private final Reconnection reconnection;
    private final Output output;
    private final Clock clock;
    private final Phases phases;
    private final ArtifactPhase artifacts;

    /**
     * @param firstLook what preflight decides on; it need not ask the cluster
     * @param operator who runs this, for whoever finds the host locked
     * @param arrival what follows once the steps are done
     * @param reconnection what is done about a connection that is lost
     */
    public Up(
            Connector connector,
            Survey firstLook,
            Survey survey,
            Gate gate,
            ArtifactSupply supply,
            List<Step> steps,
            Operator operator,
            Arrival arrival,
            Reconnection reconnection,
            Output output,
            Clock clock) {
        this.connector = connector;
        this.firstLook = firstLook;
        this.survey = survey;
        this.gate = gate;
        this.supply = supply;
        this.steps = List.copyOf(steps);
        this.operator = operator;
        this.arrival = arrival;
        this.reconnection = reconnection;
        this.output = output;
        this.clock = clock;
        this.phases = new Phases(output, clock);
        this.artifacts = new ArtifactPhase(supply, phases, output);
    }

    /**
     * What is done on a box whose steps are complete: converge, hand over the kubeconfig, prove.
     */
    @FunctionalInterface
    public interface Arrival {
        void complete(Host host, BoxConfig config) throws ProblemException;

        /** The same, knowing what the steps did. */
        default void complete(Host host, BoxConfig config, InstallReport report)
                throws ProblemException {
            complete(host, config);
        }

        /** The same, done again from its beginning over a new connection when one is lost. */
        default Arrival lasting(Reconnection reconnection) {
            Arrival once = this;
            return new Arrival() {
                @Override
                public void complete(Host host, BoxConfig config) throws ProblemException {
                    reconnection.during(
                            host,
                            () -> {
                                once.complete(host, config);
                                return host;
                            });
                }

                @Override
                public void complete(Host host, BoxConfig config, InstallReport report)
                        throws ProblemException {
                    reconnection.during(
                            host,
                            () -> {
                                once.complete(host, config, report);
                                return host;
                            });
                }

                @Override
                public List<Problem> problems(BoxConfig config) {
                    return once.problems(config);
                }
            };
        }

        /** What on this machine will be in its way, known before the host is changed. */
        default List<Problem> problems(BoxConfig config) {
            return List.of();
        }
    }

    /**
     * What became of a run.
     *
     * @param facts that the steps began with
     * @param admins who reaches the Kubernetes API by the steps' end
     */
    public record Outcome(InstallReport report, HostFacts facts, ApiAdmins admins) {}

    public Outcome run(BoxConfig config, Mode mode) throws ProblemException {
        return run(config, Optional.empty(), mode);
    }

    /**
     * @param kit that the box shall come back from, checked already
     */
    public Outcome run(BoxConfig config, Optional<Kit> kit, Mode mode) throws ProblemException {
        return run(config, kit, mode, Optional.empty());
    }

    /**
     * @param approval that the steps need; empty: the command is enough
     */
    public Outcome run(BoxConfig config, Optional<Kit> kit, Mode mode, Optional<Approval> approval)
            throws ProblemException {
        try (Host host = phases.connected(connector, config.ssh())) {
            return on(host, config, kit, mode, approval);
        }
    }

    /** What would be done, over a connection that is there and stays. */
    public Outcome plan(Host host, BoxConfig config) throws ProblemException {
        return on(host, config, Optional.empty(), Mode.PLAN, Optional.empty());
    }

    private Outcome on(
            Host host, BoxConfig config, Optional<Kit> kit, Mode mode, Optional<Approval> approval)
            throws ProblemException {
        HostFacts facts = look(host);
        ApiAdmins admins = ApiAdmins.of(facts, config.firewall());
        (host.reachedDirectly()
                        ? admins.warning()
                        : admins.warningBehindJumpHost(config.firewall()))
                .ifPresent(warning -> warn(PREFLIGHT, warning));
        BoxConfig settled = settled(config, facts, kit);
        if (!supply.bringsK3s() || settled.k3s().chosen()) {
            TriedK3s.warning(settled.k3s().version()).ifPresent(told -> warn(PREFLIGHT, told));
        }
        Artifacts foreseen =
                mode == Mode.PLAN
                        ? artifacts.of(settled, facts.machine(), mode)
                        : artifacts.foreseen(settled, facts.machine());
        InstallSpec spec = new InstallSpec(settled, foreseen, kit);
        StepEngine engine =
                new StepEngine(
                        steps, survey, new StepEvents(output), operator, reconnection, clock);
        HostFacts all = factsFor(engine, host, spec, mode);
        if (mode == Mode.APPLY) {
            ask(host, facts, new InstallSpec(settled, Artifacts.none(), kit));
        }
        for (Question question : questions()) {
            question.unanswered(all, spec).forEach(told -> warn(QUESTIONS, told));
        }
        if (mode == Mode.APPLY) {
            GiveDeployKey.shownAgain(host, all, spec).ifPresent(output::tell);
            Artifacts fetched = artifacts.fetched(foreseen, settled, facts.machine());
            spec = new InstallSpec(settled, fetched, kit);
            // A download takes minutes, in which the host may have become another.
            all = fetched.equals(foreseen) ? all : gathered(engine, host, spec);
        }
        InstallReport report = engine.run(host, spec, all, mode, approval);
        if (mode == Mode.APPLY) {
            arrival.complete(host, settled, report);
            report = report.counting(host);
        }
        return new Outcome(report, all, admins);
    }

    /** All that a person has to say, before anything is fetched or brought. */
    private void ask(Host host, HostFacts facts, InstallSpec spec) throws ProblemException {
        List<Question> questions =
                questions().stream().filter(question -> question.mayAsk(facts, spec)).toList();
        if (questions.isEmpty()) {
            return;
        }
        FactQuery query =
                FactQuery.all(questions.stream().map(question -> question.asks(spec)).toList());
        phases.during(
                QUESTIONS,
                () -> {
                    HostFacts asked =
                            reconnection.during(host, () -> firstLook.gather(host, query));
                    for (Question question : questions) {
                        question.ask(host, asked, spec);
                    }
                    return asked;
                },
                asked -> "answered");
    }

    private List<Question> questions() {
        return steps.stream().filter(Question.class::isInstance).map(Question.class::cast).toList();
    }

    private BoxConfig settled(BoxConfig config, HostFacts facts, Optional<Kit> kit)
            throws ProblemException {
        if (supply.bringsK3s()) {
            return config;
        }
        Optional<Kit> pending = Restoration.pending(facts, kit);
        return pending.isPresent()
                ? K3sVersion.restored(config, pending.get())
                : K3sVersion.settled(config, facts, told -> warn(PREFLIGHT, told));
    }

    private void warn(String phase, Problem problem) {
        output.tell(new Event.Warned(phase, problem));
    }

    /** Only what preflight and the choice of artifacts need; the steps ask for more. */
    private HostFacts look(Host host) throws ProblemException {
        return phases.during(
                PREFLIGHT,
                () -> {
                    HostFacts facts =
                            reconnection.during(
                                    host, () -> firstLook.gather(host, FactQuery.NOTHING));
                    gate.inspect(host.name(), facts).forEach(warning -> warn(PREFLIGHT, warning));
                    return facts;
                },
                facts -> "%s %s, %s".formatted(facts.os().id(), facts.os().version(), size(facts)));
    }

    private static String size(HostFacts facts) {
        return "%s, %d CPU, %d MiB"
                .formatted(
                        facts.machine().architecture(),
                        facts.machine().cpus(),
                        facts.machine().memoryBytes() >> 20);
    }

    /** What a plan does not touch is no reason to show none. */
    private void refuseWhatAPersonMustMend(
            List<Problem> ofTheSteps, List<Problem> ofTheArrival, Mode mode)
            throws ProblemException {
        if (mode == Mode.PLAN) {
            ofTheArrival.forEach(told -> warn(PREFLIGHT, told));
        }
        List<Problem> all =
                mode == Mode.PLAN
                        ? ofTheSteps
                        : Stream.concat(ofTheSteps.stream(), ofTheArrival.stream()).toList();
        if (!all.isEmpty()) {
            throw new ProblemException(ExitCode.CONFIG_INVALID, all);
        }
    }

    private HostFacts gathered(StepEngine engine, Host host, InstallSpec spec)
            throws ProblemException {
        return phases.during(
                "facts",
                () -> {
                    HostFacts facts =
                            reconnection.during(host, () -> survey.gather(host, engine.asks(spec)));
                    UpgradeNote.refuseHalfDone(host.name(), facts);
                    Restoration.check(host.name(), facts, spec);
                    return facts;
                },
                facts -> "gathered");
    }

    /** What a person has to mend is told here, before anything is asked, fetched or brought. */
    private HostFacts factsFor(StepEngine engine, Host host, InstallSpec spec, Mode mode)
            throws ProblemException {
        HostFacts facts = gathered(engine, host, spec);
        DropIns.of(facts).forEach(told -> warn("facts", told));
        WayOut.warnings(facts, spec).forEach(warning -> warn(PREFLIGHT, warning));
        KeysOnly.warnings(facts, spec).forEach(warning -> warn(PREFLIGHT, warning));
        Unhardened.warnings(spec).forEach(warning -> warn(PREFLIGHT, warning));
        refuseWhatAPersonMustMend(
                engine.problems(facts, spec), arrival.problems(spec.config()), mode);
        return facts;
    }
}
