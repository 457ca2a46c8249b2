package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a time service run: systemd's own, where the host has none. Another one that is there is
 * somebody's choice and left alone, running or not; so are the servers that are asked.
 */
public final class KeepTime implements Step {
    static final String UNIT = "systemd-timesyncd.service";

    /**
     * Time services of Debian and Ubuntu. With most of these systemd's package would take them
     * away; the last two follow a clock of the machine's, which a second hand on it would disturb.
     */
    static final List<String> OTHERS =
            List.of(
                    "chrony.service",
                    "ntp.service",
                    "ntpsec.service",
                    "openntpd.service",
                    "phc2sys.service",
                    "ptp4l.service");

    static final PackageInReach PACKAGE =
            new PackageInReach(
                    "systemd-timesyncd",
                    "/lib/systemd/systemd-timesyncd",
                    "nothing keeps the clock right");

    /** Present where we switched the service on. */
    static final String NOTE = "time-service";

    private static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;
    private static final TriedInVain STARTING = new TriedInVain("time-service-does-not-start");

    @Override
    public String id() {
        return "time";
    }

    @Override
    public String title() {
        return "Have a service keep the clock right";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return PACKAGE.query().and(ours()).units(OTHERS);
    }

    /** What it leaves on a host. */
    static FactQuery ours() {
        return FactQuery.NOTHING
                .files(PACKAGE.notes())
                .files(List.of(NOTE_FILE, STARTING.path()))
                .units(List.of(UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (!spec.config().hardening().time()) {
            return takenBack(facts);
        }
        // A container's clock is the one of the machine below.
        if (facts.machine().isContainer()
                || OTHERS.stream().anyMatch(unit -> isThere(facts, unit))) {
            return List.of();
        }
        if (PACKAGE.isThere(facts)) {
            return switchedOn(facts);
        }
        return PACKAGE.isOutOfReach(facts) ? List.of() : List.of(installed(facts));
    }

    private static boolean isThere(HostFacts facts, String unit) {
        return !facts.unit(unit).load().equals(UnitFacts.ABSENT.load());
    }

    /** Its own installation switches it on. */
    private static Change installed(HostFacts facts) {
        return new Change(
                        "install systemd-timesyncd, which keeps the clock right",
                        (host, progress) -> PACKAGE.install(host, progress, facts))
                .because("the host has no time service");
    }

    /** One that somebody masked stays masked; the check tells of it. */
    private static List<Change> switchedOn(HostFacts facts) {
        UnitFacts unit = facts.unit(UNIT);
        if (!unit.isLoaded() || unit.isEnabled() && unit.isActive()) {
            return STARTING.forgotten(facts);
        }
        List<String> tried = circumstances(facts);
        if (STARTING.stands(facts, tried)) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        if (!unit.isEnabled() && facts.note(NOTE).isEmpty()) {
            // Noted first, so that a run that ends in between still knows what is ours.
            RemoteFile note = Note.of(NOTE, "enabled");
            changes.add(new Change("note that " + UNIT + " is switched on", new WriteFile(note)));
        }
        changes.add(
                new Change("switch on " + UNIT, (host, progress) -> start(host, progress, tried))
                        .because("nothing keeps the clock right"));
        return changes;
    }

    /** One that does not start is no reason to end the run: the box lives with its clock. */
    private static void start(Host host, Progress progress, List<String> tried)
            throws ProblemException {
        CommandOutcome outcome = host.run(systemctl("enable"));
        if (!outcome.succeeded()) {
            STARTING.note(host, tried);
            progress.warn(
                    new Problem(
                            PACKAGE.without() + ", since " + UNIT + " does not start",
                            host.name(),
                            "see `journalctl -u "
                                    + UNIT
                                    + "`; once it runs, or another time service is there, the next up"
                                    + " finds it"));
        }
    }

    private static List<String> circumstances(HostFacts facts) {
        return List.of(facts.file(PACKAGE.program()).map(FileFacts::sha256).orElse(""));
    }

    /** The way back; for {@code down} as well. */
    static List<Change> takenBack(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        if (facts.note(NOTE).isPresent()) {
            if (facts.unit(UNIT).isLoaded()) {
                changes.add(Change.running("switch off " + UNIT, systemctl("disable")));
            }
            changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        }
        changes.addAll(STARTING.forgotten(facts));
        changes.addAll(PACKAGE.removed(facts));
        return changes;
    }

    private static Command systemctl(String verb) {
        return Command.of("systemctl", verb, "--quiet", "--now", UNIT).withRoot();
    }
}
