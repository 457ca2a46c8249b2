package dev.nordbox.installer.steps;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.WriteFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Objects that the user's templates add to the baseline: written down before they are applied, so
 * that each is deleted when its template is gone, whenever a run ended.
 */
final class OwnObjects {
    static final String NOTE = "own-objects";
    static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    /** What may hold data is a person's to delete. */
    private static final Set<String> KEPT =
            Set.of(
                    "Namespace",
                    "PersistentVolume",
                    "PersistentVolumeClaim",
                    "StatefulSet",
                    "CustomResourceDefinition");

    private final SortedSet<String> noted;
    private final SortedSet<String> wanted;

    private OwnObjects(SortedSet<String> noted, SortedSet<String> wanted) {
        this.noted = noted;
        this.wanted = wanted;
    }

    static OwnObjects of(HostFacts facts, List<Manifest> manifests) {
        SortedSet<String> noted = new TreeSet<>();
        facts.note(NOTE).ifPresent(text -> noted.addAll(List.of(text.strip().split(" "))));
        SortedSet<String> wanted = new TreeSet<>();
        manifests.forEach(manifest -> wanted.add(entry(manifest)));
        return new OwnObjects(noted, wanted);
    }

    /** To be done before they are applied. */
    List<Change> before() {
        return noted.containsAll(wanted) ? List.of() : List.of(note(union()));
    }

    /** To be done once they are. */
    List<Change> after(HostFacts facts) {
        SortedSet<String> gone = union();
        gone.removeAll(wanted);
        if (gone.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        for (String entry : gone) {
            changes.add(letGo(entry.split(",", -1)));
        }
        changes.addAll(
                wanted.isEmpty() ? Removal.of(facts, List.of(NOTE_FILE)) : List.of(note(wanted)));
        return changes;
    }

    private SortedSet<String> union() {
        SortedSet<String> all = new TreeSet<>(noted);
        all.addAll(wanted);
        return all;
    }

    private static String entry(Manifest manifest) {
        return String.join(
                ",",
                manifest.apiVersion(),
                manifest.key().kind(),
                manifest.key().namespace(),
                manifest.key().name());
    }

    private static Change note(Collection<String> entries) {
        return new Change(
                "note which objects your templates add",
                new WriteFile(Note.of(NOTE, String.join(" ", entries))));
    }

    private static Change letGo(String[] words) {
        String kind = words[1];
        String named = kind + " " + (words[2].isEmpty() ? "" : words[2] + "/") + words[3];
        if (KEPT.contains(kind)) {
            return new Change(
                            "leave " + named + " to you",
                            (host, progress) -> progress.warn(leftOver(host, named, words)))
                    .because("its template is gone; it may hold data");
        }
        return new Change("delete " + named, (host, progress) -> delete(host, words))
                .because("its template is gone");
    }

    private static Problem leftOver(Host host, String named, String[] words) {
        String namespace = words[2].isEmpty() ? "" : " -n " + words[2];
        return new Problem(
                named + " stays although its template is gone: it may hold data",
                host.name(),
                "if nobody needs it: kubectl%s delete %s %s"
                        .formatted(namespace, words[1], words[3]));
    }

    /** By its manifest, which names a kind that two groups may have. */
    private static void delete(Host host, String... words) throws ProblemException {
        String manifest =
                """
                {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s"%s}}
                """
                        .formatted(
                                words[0],
                                words[1],
                                words[3],
                                words[2].isEmpty() ? "" : ", \"namespace\": \"" + words[2] + "\"");
        Command delete =
                Command.of(
                                K3sFiles.BINARY,
                                "kubectl",
                                "delete",
                                "--ignore-not-found",
                                "--filename=-")
                        .withInput(manifest.getBytes(StandardCharsets.UTF_8))
                        .within(K3sState.DEADLINE)
                        .withRoot();
        CommandOutcome outcome = host.run(delete);
        // With its definition it has gone itself.
        if (!outcome.succeeded() && !outcome.stderr().contains("no matches for kind")) {
            outcome.orFail(host, delete);
        }
    }
}
