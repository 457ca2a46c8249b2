package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.preflight.CheckResult;
import dev.nordbox.installer.preflight.FsyncProbe;
import dev.nordbox.installer.preflight.Mended;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.preflight.PreflightReport;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.StepEngine.Mode;
import java.time.Clock;
import java.util.List;

/** Looks a server over before anything is put on it, and mends what can be mended safely. */
public final class LookOver {
    private final Connector connector;
    private final Survey survey;
    private final Preflight preflight;
    private final Operator operator;
    private final Output output;
    private final Phases phases;

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
        this.phases = new Phases(output, clock);
    }

    /**
     * @param mode APPLY mends first, and the report is of what is there then
     */
    public PreflightReport run(BoxConfig config, Mode mode) throws ProblemException {
        try (Host host = phases.connected(connector, config.ssh())) {
            return over(host, mode);
        }
    }

    /** The same over a connection that is there, and stays. */
    public PreflightReport over(Host host, Mode mode) throws ProblemException {
        HostFacts facts =
                phases.during(
                        "facts",
                        () -> survey.gather(host, FactQuery.NOTHING),
                        gathered -> "gathered");
        PreflightReport report = preflight.examine(host.name(), facts);
        if (!facts.login().root()) {
            return report;
        }
        if (mode == Mode.APPLY) {
            report = mended(host, report);
        }
        return report.and(time(host));
    }

    private PreflightReport mended(Host host, PreflightReport before) throws ProblemException {
        List<Mended> tried = new Mending(phases, operator, output).tryAll(host, before.mends());
        if (tried.isEmpty()) {
            return before;
        }
        HostFacts facts = survey.gather(host, FactQuery.NOTHING);
        return preflight.examine(host.name(), facts).after(tried);
    }

    private CheckResult time(Host host) throws ProblemException {
        return phases.during("disk", () -> FsyncProbe.measure(host), found -> found.observed());
    }
}
