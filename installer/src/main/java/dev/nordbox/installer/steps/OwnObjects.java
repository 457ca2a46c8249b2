package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.BaselineManifests;
import dev.nordbox.installer.baseline.OwnObject;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Objects that the user's templates add to the baseline, and what becomes of those that are gone
 * from there: deleted, unless that might be more than was meant.
 *
 * @param noted those of runs before
 */
record OwnObjects(Noted noted, List<OwnObject> wanted) {
    static final String NOTE = "own-objects";

    /** What may hold data is a person's to delete. */
    private static final Set<String> KEPT =
            Set.of(
                    "Namespace",
                    "PersistentVolume",
                    "PersistentVolumeClaim",
                    "StatefulSet",
                    "CustomResourceDefinition");

    /** Who else says of an object what it shall be: the controller, once it has moved to Git. */
    private static final String APPLIERS =
            "{{range .metadata.managedFields}}{{if and (eq .operation \"Apply\")"
                    + " (ne .manager \""
                    + BaselineManifests.FIELD_MANAGER
                    + "\")}}{{.manager}} {{end}}{{end}}";

    static OwnObjects of(HostFacts facts, List<OwnObject> wanted) {
        return new OwnObjects(
                Noted.of(facts, NOTE, "which objects your templates add"), List.copyOf(wanted));
    }

    /** To be done before they are applied. */
    List<Change> before() {
        return noted.before(words());
    }

    /** To be done once they are. */
    List<Change> after(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        for (String word : noted.words()) {
            Optional<OwnObject> object = OwnObject.parse(word);
            if (object.isPresent() && wanted.stream().noneMatch(object.get()::is)) {
                changes.add(letGo(object.get()));
            }
        }
        changes.addAll(noted.after(facts, words()));
        return changes;
    }

    private Set<String> words() {
        Set<String> words = new TreeSet<>();
        wanted.forEach(object -> words.add(object.word()));
        return words;
    }

    private Change letGo(OwnObject object) {
        if (KEPT.contains(object.kind())) {
            return leave(object, "it may hold data");
        }
        if (wanted.stream().anyMatch(object::mayBe)) {
            return leave(object, "it may be the one that another template has with a namespace");
        }
        return new Change(
                        "delete " + object,
                        (host, progress) -> delete(host, object, progress::warn))
                .because("its template is gone");
    }

    private static Change leave(OwnObject object, String why) {
        return new Change(
                        "leave " + object + " to you",
                        (host, progress) -> progress.warn(leftOver(host, object, why)))
                .because("its template is gone; " + why);
    }

    private static Problem leftOver(Host host, OwnObject object, String why) {
        String namespace = object.namespace().isEmpty() ? "" : " -n " + object.namespace();
        return new Problem(
                object + " stays although its template is gone: " + why,
                host.name(),
                "if nobody needs it: kubectl%s delete %s %s"
                        .formatted(namespace, object.kind(), object.name()));
    }

    private static void delete(Host host, OwnObject object, Consumer<Problem> warnings)
            throws ProblemException {
        Command look =
                kubectl(object, "get", "--show-managed-fields", "--output=go-template=" + APPLIERS);
        CommandOutcome seen = host.run(look);
        if (isNoKind(seen)) {
            return; // with its definition it has gone itself
        }
        String others = seen.orFail(host, look).stdout().strip();
        if (!others.isEmpty()) {
            warnings.accept(leftOver(host, object, "it is applied by " + others + ", too"));
            return;
        }
        Command delete = kubectl(object, "delete");
        host.run(delete).orFail(host, delete);
    }

    private static boolean isNoKind(CommandOutcome outcome) {
        return !outcome.succeeded() && outcome.stderr().contains("no matches for kind");
    }

    /** By its manifest, which says of which group a kind is. */
    private static Command kubectl(OwnObject object, String verb, String... options) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                K3sFiles.BINARY,
                                "kubectl",
                                verb,
                                "--ignore-not-found",
                                "--filename=-"));
        words.addAll(List.of(options));
        return Command.of(words.toArray(String[]::new))
                .withInput(object.manifest().getBytes(StandardCharsets.UTF_8))
                .within(K3sState.DEADLINE)
                .withRoot()
                .called("kubectl " + verb + " " + object);
    }
}
