package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kinds of which there may be objects of ours, kept in the cluster. An object is found by its
 * mark, and its mark by watching its kind: so a kind is written down before the first object of it
 * is stored, and nothing is lost to a crash in between.
 */
final class KindsInUse {

    static final ResourceKey KEY = new ResourceKey("", "ConfigMap", AppKey.HOME, "nordbox-kinds");

    private final Cluster cluster;
    private final WriteBook book;
    private final Set<GroupKind> kinds = new TreeSet<>();
    private boolean loaded;

    KindsInUse(Cluster cluster, WriteBook book) {
        this.cluster = cluster;
        this.book = book;
    }

    synchronized Set<GroupKind> all() {
        return new TreeSet<>(kinds);
    }

    synchronized void load() throws ClusterException {
        Optional<LiveObject> object = cluster.get(KEY);
        object.flatMap(o -> Fields.text(o.content(), "data", "kinds")).stream()
                .flatMap(String::lines)
                .map(KindsInUse::parse)
                .forEach(kinds::add);
        loaded = true;
    }

    /** Written down when this returns. */
    synchronized void add(Set<GroupKind> more) throws ClusterException {
        if (loaded && kinds.containsAll(more)) {
            return;
        }
        if (!loaded) {
            load();
        }
        Set<GroupKind> all = new TreeSet<>(kinds);
        all.addAll(more);
        cluster.apply(manifest(all), ApplyMode.REAL);
        book.wrote("apply", KEY, "setup");
        kinds.addAll(more);
    }

    private static Manifest manifest(Set<GroupKind> kinds) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "ConfigMap");
        content.put("metadata", Map.of("name", KEY.name(), "namespace", KEY.namespace()));
        content.put(
                "data",
                Map.of(
                        "kinds",
                        kinds.stream().map(GroupKind::toString).collect(Collectors.joining("\n"))));
        return Manifest.of(content, "the controller");
    }

    /** {@code Deployment.apps}, as {@link GroupKind} prints it. */
    private static GroupKind parse(String line) {
        List<String> parts = List.of(line.trim().split("\\.", 2));
        return new GroupKind(parts.size() > 1 ? parts.get(1) : "", parts.get(0));
    }
}
