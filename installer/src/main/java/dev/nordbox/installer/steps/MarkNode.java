package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives the node the labels of {@code k3s.nodeLabels}, and takes those back that it gave and nobody
 * says any more. By the API: a kubelet writes its own ones at its first registration only, and
 * never takes one away.
 */
public final class GiveNodeLabels implements Step {
    /** Keys of the labels that are ours to take back. */
    private static final String NOTE = "node-labels";

    static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    @Override
    public String id() {
        return "node-labels";
    }

    @Override
    public String title() {
        return "Give the node its labels";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return NodeName.query().cluster(ClusterPart.NODE).files(List.of(NOTE_FILE));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Map<String, String> wanted = new TreeMap<>(spec.config().k3s().nodeLabels());
        Set<String> given = given(facts);
        Set<String> both = new TreeSet<>(given);
        both.addAll(wanted.keySet());
        List<Change> changes = new ArrayList<>();
        if (!both.equals(given)) {
            // Noted before it is given, so that a run that ends in between can take it back.
            changes.add(note(both));
        }
        List<String> words = words(facts, wanted, given);
        if (!words.isEmpty()) {
            changes.add(label(NodeName.of(facts), words));
        }
        if (!wanted.keySet().containsAll(given)) {
            changes.addAll(
                    wanted.isEmpty()
                            ? Removal.of(facts, List.of(NOTE_FILE))
                            : List.of(note(wanted.keySet())));
        }
        return changes;
    }

    private static Set<String> given(HostFacts facts) {
        return new TreeSet<>(
                facts.note(NOTE).map(keys -> List.of(keys.strip().split(" "))).orElse(List.of()));
    }

    /** As kubectl takes them: {@code key=value}, and {@code key-} for one that goes. */
    private static List<String> words(
            HostFacts facts, Map<String, String> wanted, Set<String> given) {
        Map<String, String> found =
                facts.cluster()
                        .map(cluster -> cluster.labels().get(NodeName.of(facts)))
                        .orElse(Map.of());
        List<String> words = new ArrayList<>();
        wanted.forEach(
                (key, value) -> {
                    if (!value.equals(found.get(key))) {
                        words.add(key + "=" + value);
                    }
                });
        given.stream()
                .filter(key -> !wanted.containsKey(key) && found.containsKey(key))
                .forEach(key -> words.add(key + "-"));
        return words;
    }

    private static Change note(Set<String> keys) {
        return new Change(
                "note which labels of the node are nordbox's",
                new WriteFile(Note.of(NOTE, String.join(" ", keys))));
    }

    private static Change label(String node, List<String> labels) {
        List<String> words =
                new ArrayList<>(
                        List.of(K3sFiles.BINARY, "kubectl", "label", "node", node, "--overwrite"));
        words.addAll(labels);
        return Change.running(
                "label the node: " + String.join(" ", labels),
                Command.of(words.toArray(String[]::new)).within(K3sState.DEADLINE).withRoot());
    }
}
