package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.step.StepFailed;
import dev.nordbox.installer.steps.AskedApis;
import dev.nordbox.installer.steps.GatewayDefinitions;
import dev.nordbox.installer.steps.TriedK3s;
import dev.nordbox.installer.steps.UpgradePath;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the k3s of a box to another version, or back: the same engine as {@link Up}. */
public final class Upgrade {
    private static final String FACTS = "facts";

    private final Connector connector;
    private final Survey survey;
    private final Gate gate;
    private final List<Step> steps;
    private final Operator operator;
    private final Output output;
    private final Clock clock;
    private final Phases phases;
    private final ArtifactPhase artifacts;

    public Upgrade(
            Connector connector,
            Survey survey,
            Gate gate,
            ArtifactSupply supply,
            List<Step> steps,
            Operator operator,
            Output output,
            Clock clock) {
        this.connector = connector;
        this.survey = survey;
        this.gate = gate;
        this.steps = List.copyOf(steps);
        this.operator = operator;
        this.output = output;
        this.clock = clock;
        this.phases = new Phases(output, clock);
        this.artifacts = new ArtifactPhase(supply, phases, output);
    }

    /**
     * @param config with the version that is wanted
     * @throws ProblemException CONFIG_INVALID when there is no way to that version, HOST_REFUSED
     *     when the host is not one to upgrade, LOGIN_REFUSED without root's rights there,
     *     UPGRADE_UNDONE when the new k3s failed its probes and the old one is back
     */
    public InstallReport run(BoxConfig config, Mode mode) throws ProblemException {
        try (Host host = phases.connected(connector, config.ssh())) {
            HostFacts facts = look(host);
            gate.inspect(host.name(), facts)
                    .forEach(warning -> output.tell(new Event.Warned(FACTS, warning)));
            BoxConfig settled = UpgradePath.settled(facts, config);
            Optional<UpgradePath> path = UpgradePath.of(host.name(), facts, settled);
            tellWhatChanges(host, facts, path);
            Artifacts brought = artifacts(settled, facts, path, mode);
            if (path.isPresent() && !UpgradePath.isSwapped(facts)) {
                UpgradePath.requireRoom(host.name(), facts, brought);
            }
            InstallSpec spec = new InstallSpec(settled, brought);
            return make(host, spec, mode);
        }
    }

    private HostFacts look(Host host) throws ProblemException {
        return phases.during(
                FACTS,
                () -> survey.gather(host, UpgradePath.asks()),
                facts -> "k3s " + facts.k3s().version().orElse("is not there"));
    }

    /** As long as it is the old k3s that answers. */
    private void tellWhatChanges(Host host, HostFacts facts, Optional<UpgradePath> path)
            throws ProblemException {
        if (path.isEmpty() || UpgradePath.isSwapped(facts)) {
            return;
        }
        List<Problem> warnings = new ArrayList<>(AskedApis.removedBy(host, path.get()));
        TriedK3s.warning(path.get().to().text()).ifPresent(warnings::add);
        warnings.addAll(GatewayDefinitions.inTheWayOf(path.get(), host));
        warnings.forEach(warning -> output.tell(new Event.Warned(FACTS, warning)));
    }

    /** Nothing is fetched for a box that has what is wanted, or only has to be taken back. */
    private Artifacts artifacts(
            BoxConfig config, HostFacts facts, Optional<UpgradePath> path, Mode mode)
            throws ProblemException {
        if (path.isEmpty() || UpgradePath.isSwapped(facts)) {
            return Artifacts.none();
        }
        return artifacts.of(config, facts.machine(), mode);
    }

    private InstallReport make(Host host, InstallSpec spec, Mode mode) throws ProblemException {
        StepEngine engine =
                new StepEngine(
                        steps,
                        survey,
                        new StepEvents(output),
                        operator,
                        ToldReconnection.of(output),
                        clock);
        HostFacts facts = survey.gather(host, engine.asks(spec));
        try {
            return engine.run(host, spec, facts, mode);
        } catch (StepFailed e) {
            // The end of the way back is no step to go on from.
            if (e.exitCode() == ExitCode.UPGRADE_UNDONE
                    && e.getCause() instanceof ProblemException undone) {
                throw undone;
            }
            throw e;
        }
    }
}
