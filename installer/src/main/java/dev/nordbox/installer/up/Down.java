package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
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
import java.time.Clock;
import java.util.List;

/** Takes a box back to a server: the same engine as {@link Up}, with the steps of the way back. */
public final class Down {
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

    public InstallReport run(BoxConfig config, Mode mode) throws ProblemException {
        Phases phases = new Phases(output, clock);
        InstallSpec spec = new InstallSpec(config, Artifacts.none());
        StepEngine engine = new StepEngine(steps, survey, new StepEvents(output), operator, clock);
        try (Host host = phases.connected(connector, config.ssh())) {
            HostFacts facts =
                    phases.during(
                            "facts", () -> look(host, engine.asks(spec)), gathered -> "gathered");
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
