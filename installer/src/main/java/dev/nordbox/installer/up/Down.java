package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.volume.VolumeOnHost;
import dev.nordbox.installer.volume.VolumesInKit;
import java.time.Clock;
import java.util.List;

/** Takes a box back to a server: the same engine as {@link Up}, with the steps of the way back. */
public final class Down {
    private static final List<String> KIT_LISTS =
            List.of(BackupFile.VOLUMES, VolumesInKit.OF_SAVED);

    private final Connector connector;
    private final Survey survey;
    private final Gate gate;
    private final List<Step> steps;
    private final Operator operator;
    private final Output output;
    private final Clock clock;

    public Down(
            Connector connector,
            Survey survey,
            Gate gate,
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
    }

    /** Asks whoever has to agree, once they have seen what there is. */
    @FunctionalInterface
    public interface Consent {
        /**
         * @throws ProblemException when they do not
         */
        void ask(List<VolumeOnHost> volumes) throws ProblemException;
    }

    public InstallReport run(BoxConfig config, Mode mode) throws ProblemException {
        return carryOut(config, mode, host -> {});
    }

    /**
     * @param consent asked before anything is changed
     */
    public InstallReport run(BoxConfig config, Mode mode, Consent consent) throws ProblemException {
        return carryOut(config, mode, host -> consent.ask(volumes(host)));
    }

    private List<VolumeOnHost> volumes(Host host) throws ProblemException {
        return new Phases(output, clock)
                .during(
                        "data",
                        () -> VolumeOnHost.all(host, KIT_LISTS),
                        volumes -> volumes.size() + " volumes");
    }

    private interface Question {
        void ask(Host host) throws ProblemException;
    }

    private InstallReport carryOut(BoxConfig config, Mode mode, Question question)
            throws ProblemException {
        Phases phases = new Phases(output, clock);
        InstallSpec spec = new InstallSpec(config, Artifacts.none());
        StepEngine engine =
                new StepEngine(
                        steps,
                        survey,
                        new StepEvents(output),
                        operator,
                        ToldReconnection.of(output),
                        clock);
        try (Host host = phases.connected(connector, config.ssh())) {
            HostFacts facts =
                    phases.during(
                            "facts", () -> look(host, engine.asks(spec)), gathered -> "gathered");
            question.ask(host);
            return engine.run(host, spec, facts, mode);
        }
    }

    private HostFacts look(Host host, FactQuery query) throws ProblemException {
        HostFacts facts = survey.gather(host, query);
        for (Problem warning : gate.inspect(host.name(), facts)) {
            output.tell(new Event.Warned("facts", warning));
        }
        return facts;
    }
}
