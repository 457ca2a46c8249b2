package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Has the distribution's security updates come by themselves, and nothing else, and never a
 * restart: by its own unattended-upgrades, whose settings we add to.
 */
public final class SecurityUpdates implements Step {
    static final String SETTINGS = "/etc/apt/apt.conf.d/zz-nordbox-updates.conf";
    static final PackageInReach PACKAGE =
            new PackageInReach(
                    "unattended-upgrades",
                    "/usr/bin/unattended-upgrade",
                    "no security updates come by themselves");

    /** Units of apt that fetch, and install. */
    static final List<String> TIMERS = List.of("apt-daily.timer", "apt-daily-upgrade.timer");

    /** Timers that we switched on, with blanks between them. */
    static final String NOTE = "update-timers";

    private static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    private final Templates templates;

    public SecurityUpdates(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "updates";
    }

    @Override
    public String title() {
        return "Have security updates come by themselves";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return PACKAGE.query().and(ours()).units(TIMERS);
    }

    /** What it leaves on a host. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(PACKAGE.notes()).files(List.of(SETTINGS, NOTE_FILE));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (!spec.config().hardening().updates()) {
            return takenBack(facts);
        }
        RemoteFile file =
                RemoteFile.of(
                        SETTINGS,
                        templates.render("host" + SETTINGS, new NoModel()).text(),
                        "0644");
        if (PACKAGE.isThere(facts)) {
            List<Change> changes = new ArrayList<>(WriteFile.missing(facts, List.of(file)));
            changes.addAll(switchedOn(facts));
            return changes;
        }
        return PACKAGE.isOutOfReach(facts) ? List.of() : List.of(installed(facts, file));
    }

    /**
     * Its own installation switches the timers on, where the host's owner did not say otherwise.
     */
    private static Change installed(HostFacts facts, RemoteFile file) {
        List<Change> timers = switchedOn(facts);
        return new Change(
                        "install unattended-upgrades, for security updates only",
                        (host, progress) -> {
                            if (PACKAGE.install(host, progress, facts)) {
                                host.write(List.of(file));
                                for (Change timer : timers) {
                                    timer.effect().apply(host, progress);
                                }
                            }
                        })
                .because("security updates wait for somebody to fetch them")
                .writing(file);
    }

    /** A timer that somebody masked stays masked; the check tells of it. */
    private static List<Change> switchedOn(HostFacts facts) {
        List<String> off =
                TIMERS.stream()
                        .filter(timer -> facts.unit(timer).isLoaded())
                        .filter(timer -> !facts.unit(timer).isEnabled())
                        .toList();
        List<String> idle =
                TIMERS.stream()
                        .filter(timer -> facts.unit(timer).isLoaded())
                        .filter(timer -> off.contains(timer) || !facts.unit(timer).isActive())
                        .toList();
        List<Change> changes = new ArrayList<>();
        if (!off.isEmpty()) {
            // Noted first, so that a run that ends in between still knows what is ours; with what
            // earlier runs had switched on.
            Set<String> all = new LinkedHashSet<>(noted(facts));
            all.addAll(off);
            RemoteFile note = Note.of(NOTE, String.join(" ", all));
            changes.add(new Change("note which timers are switched on", new WriteFile(note)));
        }
        if (!idle.isEmpty()) {
            changes.add(
                    Change.running(
                            "switch on " + String.join(", ", idle), systemctl("enable", idle)));
        }
        return changes;
    }

    /** The way back; for {@code down} as well. Updates that were installed stay. */
    static List<Change> takenBack(HostFacts facts) {
        List<Change> changes = new ArrayList<>(Removal.of(facts, List.of(SETTINGS)));
        List<String> ours = noted(facts);
        if (!ours.isEmpty()) {
            changes.add(
                    Change.running(
                            "switch off " + String.join(", ", ours), systemctl("disable", ours)));
            changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        }
        changes.addAll(PACKAGE.removed(facts));
        return changes;
    }

    private static List<String> noted(HostFacts facts) {
        return facts.note(NOTE).map(text -> List.of(text.split(" "))).orElse(List.of());
    }

    private static Command systemctl(String verb, List<String> units) {
        List<String> words = new ArrayList<>(List.of("systemctl", verb, "--quiet", "--now"));
        words.addAll(units);
        return Command.of(words.toArray(String[]::new)).withRoot();
    }
}
