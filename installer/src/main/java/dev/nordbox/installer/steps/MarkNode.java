package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig.K3s;
import dev.nordbox.installer.config.Taint;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives the node the labels of {@code k3s.nodeLabels}, or the taints of {@code k3s.nodeTaints}, and
 * takes those back that it gave and nobody says any more. By the API: a kubelet writes its own ones
 * at its first registration only, and never takes one away.
 *
 * @param kind {@code label} or {@code taint}, as kubectl calls the command
 * @param said by name: a label's key, {@code key:effect} of a taint
 * @param found the same, of the node of a name
 */
public record MarkNode(
        String kind,
        Function<K3s, Map<String, String>> said,
        BiFunction<ClusterFacts, String, Map<String, String>> found)
        implements Step {

    static MarkNode labels() {
        return new MarkNode(
                "label",
                K3s::nodeLabels,
                (cluster, node) -> cluster.labels().getOrDefault(node, Map.of()));
    }

    static MarkNode taints() {
        return new MarkNode(
                "taint",
                k3s ->
                        k3s.nodeTaints().stream()
                                .collect(
                                        Collectors.toMap(
                                                Taint::id, Taint::value, (one, other) -> other)),
                (cluster, node) -> cluster.taints().getOrDefault(node, Map.of()));
    }

    @Override
    public String id() {
        return note();
    }

    @Override
    public String title() {
        return "Give the node its %ss".formatted(kind);
    }

    /** Names of those that are ours to take back. */
    private String note() {
        return "node-%ss".formatted(kind);
    }

    String noteFile() {
        return Noted.file(note());
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return NodeName.query().cluster(ClusterPart.NODE).files(List.of(noteFile()));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Map<String, String> wanted = new TreeMap<>(said.apply(spec.config().k3s()));
        Noted given =
                Noted.of(facts, note(), "which %ss of the node are nordbox's".formatted(kind));
        List<Change> changes = new ArrayList<>(given.before(wanted.keySet()));
        List<String> words = words(facts, wanted, given.words());
        if (!words.isEmpty()) {
            changes.add(mark(NodeName.of(facts), words));
        }
        changes.addAll(given.after(facts, wanted.keySet()));
        return changes;
    }

    /** As kubectl takes them: {@code key=value}, and {@code key-} for one that goes. */
    private List<String> words(HostFacts facts, Map<String, String> wanted, Set<String> given) {
        Map<String, String> there =
                facts.cluster()
                        .map(cluster -> found.apply(cluster, NodeName.of(facts)))
                        .orElse(Map.of());
        List<String> words = new ArrayList<>();
        wanted.forEach(
                (key, value) -> {
                    if (!value.equals(there.get(key))) {
                        words.add(word(key, value));
                    }
                });
        given.stream()
                .filter(key -> !wanted.containsKey(key) && there.containsKey(key))
                .forEach(key -> words.add(key + "-"));
        return words;
    }

    /** {@code key=value}, and {@code key=value:effect}. */
    private static String word(String name, String value) {
        int colon = name.lastIndexOf(':');
        String key = colon < 0 ? name : name.substring(0, colon);
        String effect = name.substring(key.length());
        return key + (value.isEmpty() && colon >= 0 ? "" : "=" + value) + effect;
    }

    private Change mark(String node, List<String> marks) {
        List<String> words =
                new ArrayList<>(
                        List.of(K3sFiles.BINARY, "kubectl", kind, "node", node, "--overwrite"));
        words.addAll(marks);
        return Change.running(
                kind + " the node: " + String.join(" ", marks),
                Command.of(words.toArray(String[]::new)).within(K3sState.DEADLINE).withRoot());
    }
}
