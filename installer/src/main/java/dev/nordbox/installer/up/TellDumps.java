package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.volume.Dump;
import dev.nordbox.installer.volume.Dumps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells what became of the dumps of a box that came back, before what else ends {@code up}: with
 * the command for each that is left to a person.
 */
public final class TellDumps implements Up.Arrival {
    private static final String PHASE = "restore";

    /** A dump may be left to a person already as it comes back. */
    private static final Set<String> STEPS = Set.of("restore", "dumps");

    private final Output output;
    private final boolean restoring;
    private final Up.Arrival next;
    private final Set<Event> told = new HashSet<>();
    private final List<Problem> missed = new ArrayList<>();

    /**
     * @param restoring whether a kit was named; else they are told only by the run that reads them
     * @param next what ends {@code up}
     */
    public TellDumps(Output output, boolean restoring, Up.Arrival next) {
        this.output = output;
        this.restoring = restoring;
        this.next = next;
    }

    @Override
    public void complete(Host host, BoxConfig config) throws ProblemException {
        tell(host, true);
        next.complete(host, config);
    }

    @Override
    public void complete(Host host, BoxConfig config, InstallReport report)
            throws ProblemException {
        boolean now = report.changed().stream().anyMatch(step -> STEPS.contains(step.id()));
        if (restoring || now) {
            tell(host, now);
        }
        next.complete(host, config, report);
    }

    /** Done again from its beginning when a connection was lost in what follows. */
    private void tell(Host host, boolean now) throws ProblemException {
        Dumps dumps = Dumps.on(host);
        missed.clear();
        List<Dump> open = dumps.open();
        for (Dump dump : dumps.all()) {
            if (open.contains(dump)) {
                Problem problem = dumps.problem(dump, host.name());
                once(new Event.Warned(PHASE, problem));
                if (now && dump.isMissed()) {
                    missed.add(problem);
                }
            } else if (dump.isReadIn()) {
                once(new Event.Noted(PHASE, dump.line()));
            }
        }
    }

    private void once(Event event) {
        if (told.add(event)) {
            output.tell(event);
        }
    }

    /**
     * @throws ProblemException STEP_FAILED when this run should have had one read in, and has not
     */
    public void requireReadIn() throws ProblemException {
        if (!missed.isEmpty()) {
            throw new ProblemException(ExitCode.STEP_FAILED, missed);
        }
    }
}
