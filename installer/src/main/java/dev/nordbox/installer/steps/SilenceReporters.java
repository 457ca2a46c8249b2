package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps the distribution's reporters and k3s' Traefik from calling home. What people masked
 * themselves is theirs: only what this step masked is ever given back.
 */
public final class SilenceReporters implements Step {
    /** Units that tell makers or fetch their news, of Debian and Ubuntu. */
    public static final List<String> REPORTERS =
            List.of(
                    "apport-autoreport.path",
                    "apport-autoreport.service",
                    "apport-autoreport.timer",
                    "apt-news.service",
                    "esm-cache.service",
                    "fwupd-refresh.timer",
                    "motd-news.service",
                    "motd-news.timer",
                    "popularity-contest.timer",
                    "ua-timer.timer",
                    "ubuntu-report.path",
                    "ubuntu-report.service",
                    "whoopsie.path",
                    "whoopsie.service");

    /** What k3s made from it stays when the file goes, as with all its manifests. */
    static final String TRAEFIK = "/var/lib/rancher/k3s/server/manifests/nordbox-traefik.yaml";

    /** Units that we masked, with blanks between them. */
    static final String NOTE = "masked-reporters";

    static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    private static final String CONTROL = "LOG-04";
    private static final RemoteDirectory FOLDER =
            new RemoteDirectory("/var/lib/rancher/k3s/server/manifests", "0700", "root:root");

    private final Templates templates;

    public SilenceReporters(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "telemetry";
    }

    @Override
    public String title() {
        return "Silence what calls home";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return isEnforced(spec)
                ? ours().and(RemoteDirectory.query(List.of(FOLDER)))
                        .files(REPORTERS.stream().map(SystemdUnit::path).toList())
                        .units(REPORTERS)
                : ours();
    }

    /** What it leaves on a host; the reporters are asked for only where they are to be silent. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(List.of(TRAEFIK, NOTE_FILE));
    }

    private static boolean isEnforced(InstallSpec spec) {
        return spec.config().profile().filter(held -> held.enforces(CONTROL)).isPresent();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        return isEnforced(spec) ? silenced(facts, spec) : takenBack(facts);
    }

    private List<Change> silenced(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(masked(facts));
        if (spec.config().k3s().disable().contains("traefik")) {
            changes.addAll(Removal.of(facts, List.of(TRAEFIK)));
        } else {
            RemoteFile file =
                    RemoteFile.of(
                            TRAEFIK,
                            templates.render("host" + TRAEFIK, new NoModel()).text(),
                            "0600");
            List<Change> written = WriteFile.missing(facts, List.of(file));
            if (!written.isEmpty()) {
                changes.addAll(RemoteDirectory.missing(facts, List.of(FOLDER)));
            }
            changes.addAll(written);
        }
        return changes;
    }

    /** A unit whose file is the host's own, in /etc, cannot be masked; the check tells of it. */
    private static List<Change> masked(HostFacts facts) {
        List<String> loud =
                REPORTERS.stream()
                        .filter(unit -> facts.unit(unit).isLoaded())
                        .filter(unit -> facts.file(SystemdUnit.path(unit)).isEmpty())
                        .toList();
        if (loud.isEmpty()) {
            return List.of();
        }
        TreeSet<String> ours = new TreeSet<>(loud);
        ours.addAll(noted(facts));
        // Noted first, so that a run that ends in between still knows what is ours.
        RemoteFile note = Note.of(NOTE, String.join(" ", ours));
        return List.of(
                new Change("note which units are masked", new WriteFile(note)),
                Change.running("mask " + String.join(", ", loud), words("mask", "--now", loud)));
    }

    /** The way back; for {@code down} as well. */
    static List<Change> takenBack(HostFacts facts) {
        List<Change> changes = new ArrayList<>(Removal.of(facts, List.of(TRAEFIK)));
        List<String> masked = noted(facts);
        if (!masked.isEmpty()) {
            changes.add(
                    Change.running(
                            "unmask " + String.join(", ", masked),
                            words("unmask", "--quiet", masked)));
        }
        changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        return changes;
    }

    private static List<String> noted(HostFacts facts) {
        Optional<String> note = facts.note(NOTE);
        return note.map(text -> List.of(text.split(" "))).orElse(List.of());
    }

    private static Command words(String verb, String option, List<String> units) {
        List<String> words = new ArrayList<>(List.of("systemctl", verb, option));
        words.addAll(units);
        return Command.of(words.toArray(String[]::new)).withRoot();
    }
}
