package dev.nordbox.installer.up;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.preflight.CheckResult;
import dev.nordbox.installer.preflight.FsyncProbe;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.preflight.PreflightReport;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.MendHost;
import java.time.Clock;
import java.util.List;

/** Looks a server over before anything is put on it, and mends what can be mended safely. */
public final class LookOver {
    private final Connector connector;
    private final Survey survey;
    private final Preflight preflight;
    private final Operator operator;
    private final Output output;
    private final Clock clock;

    public LookOver(
            Connector connector,
            Survey survey,
            Preflight preflight,
            Operator operator,
            Output output,
            Clock clock) {
        this.connector = connector;
        this.survey = survey;
        this.preflight = preflight;
        this.operator = operator;
        this.output = output;
        this.clock = clock;
    }

    /**
     * @param mode APPLY mends first, and the report is of what is there then
     */
    public PreflightReport run(BoxConfig config, Mode mode) throws ProblemException {
        Phases phases = new Phases(output, clock);
        try (Host host = phases.connected(connector, config.ssh())) {
            HostFacts facts =
                    phases.during(
                            "facts",
                            () -> survey.gather(host, FactQuery.NOTHING),
                            gathered -> "gathered");
            if (mode == Mode.APPLY && facts.login().root()) {
                if (mend(host, config, facts).changeCount() > 0) {
                    facts = survey.gather(host, FactQuery.NOTHING);
                }
            }
            PreflightReport report = preflight.examine(host.name(), facts);
            return facts.login().root() ? report.and(time(phases, host)) : report;
        }
    }

    private InstallReport mend(Host host, BoxConfig config, HostFacts facts)
            throws ProblemException {
        InstallSpec spec = new InstallSpec(config, Artifacts.none());
        return new StepEngine(
                        List.of(new MendHost(preflight)),
                        survey,
                        new StepEvents(output),
                        operator,
                        clock)
                .run(host, spec, facts, Mode.APPLY);
    }

    private static CheckResult time(Phases phases, Host host) throws ProblemException {
        return phases.during("disk", () -> FsyncProbe.measure(host), found -> found.observed());
    }
}
