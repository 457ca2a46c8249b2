package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A repository that changes at random and hands that meddle with the cluster. Knows at any time
 * what the repository wants and what belongs to others.
 */
final class RandomHistory {

    private static final List<String> APPLICATIONS = List.of("a", "b", "c");
    private static final List<String> NAMESPACES = List.of("default", "team-1", "team-2");
    private static final int NAMES = 5;

    private final RandomGenerator random;
    private final InMemoryCluster cluster;

    /** Every object the repository wants, and the application it is in. */
    private final Map<ResourceKey, Manifest> wanted = new TreeMap<>();

    private final Map<ResourceKey, String> applicationOf = new HashMap<>();
    private final Set<ResourceKey> foreign = new HashSet<>();

    /** Objects and fields that somebody else has set, ever. */
    private final Set<String> taken = new HashSet<>();

    private int serial;

    RandomHistory(RandomGenerator random, InMemoryCluster cluster) {
        this.random = random;
        this.cluster = cluster;
        for (int i = 0; i < 3; i++) {
            Manifest theirs = configMap("default", "foreign-" + i, Map.of("theirs", "yes"));
            cluster.put(theirs);
            foreign.add(theirs.key());
        }
    }

    Map<ResourceKey, Manifest> wanted() {
        return wanted;
    }

    Set<ResourceKey> foreign() {
        return foreign;
    }

    /** A commit that can be rendered as a whole. */
    DesiredState commit() {
        change(1 + random.nextInt(4));
        return state(Set.of());
    }

    /** A commit after which one application cannot be rendered: its objects are not known then. */
    DesiredState brokenCommit() {
        change(1 + random.nextInt(4));
        return state(Set.of(pick(APPLICATIONS)));
    }

    DesiredState repaired() {
        return state(Set.of());
    }

    private void change(int times) {
        for (int i = 0; i < times; i++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> putConfigMap();
                case 3 -> putDefinitionWithObject();
                case 4 -> removeAny();
                default -> moveAny();
            }
        }
    }

    private void putConfigMap() {
        String space = pick(NAMESPACES);
        String application = pick(APPLICATIONS);
        if (!space.equals("default")) {
            want(namespace(space), application);
        }
        Map<String, String> data = new HashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            data.put("ours-" + random.nextInt(4), "v" + serial++);
        }
        want(configMap(space, "map-" + random.nextInt(NAMES), data), application);
    }

    private void putDefinitionWithObject() {
        String application = pick(APPLICATIONS);
        want(crd("Thing", "things", true), application);
        want(
                object(
                        "test.nordbox.no/v1",
                        "Thing",
                        "default",
                        "thing-" + random.nextInt(2),
                        Map.of("data", Map.of("ours-0", "v" + serial++))),
                application);
    }

    private void want(Manifest manifest, String application) {
        wanted.put(manifest.key(), manifest);
        boolean shared =
                manifest.key().kind().equals("Namespace")
                        || manifest.key().kind().equals("CustomResourceDefinition");
        if (shared) {
            applicationOf.putIfAbsent(manifest.key(), application);
        } else {
            applicationOf.put(manifest.key(), application);
        }
    }

    private void removeAny() {
        if (wanted.isEmpty()) {
            return;
        }
        ResourceKey key = pick(List.copyOf(wanted.keySet()));
        forget(key);
        if (key.kind().equals("Namespace")) {
            List.copyOf(wanted.keySet()).stream()
                    .filter(inside -> inside.namespace().equals(key.name()))
                    .forEach(this::forget);
        }
        if (key.kind().equals("CustomResourceDefinition")) {
            List.copyOf(wanted.keySet()).stream()
                    .filter(thing -> thing.kind().equals("Thing"))
                    .forEach(this::forget);
        }
    }

    private void forget(ResourceKey key) {
        wanted.remove(key);
        applicationOf.remove(key);
    }

    private void moveAny() {
        if (!wanted.isEmpty()) {
            applicationOf.put(pick(List.copyOf(wanted.keySet())), pick(APPLICATIONS));
        }
    }

    private DesiredState state(Set<String> broken) {
        Wanted state = Wanted.nothing();
        for (String application : APPLICATIONS) {
            if (broken.contains(application)) {
                state.and(new DesiredApplication.NotRendered(application, "tab in line 3"));
                continue;
            }
            List<Manifest> manifests = new ArrayList<>();
            wanted.forEach(
                    (key, manifest) -> {
                        if (applicationOf.get(key).equals(application)) {
                            manifests.add(manifest);
                        }
                    });
            state.and(
                    application, Wanted.ALLOW_EMPTY, "default", manifests.toArray(Manifest[]::new));
        }
        return state.state();
    }

    /** Somebody changes, empties or deletes something, ours or not. */
    void meddle() {
        List<ResourceKey> ours =
                cluster.keys().stream()
                        .filter(key -> !foreign.contains(key))
                        .filter(key -> !key.namespace().equals("nordbox-system"))
                        .filter(key -> !key.name().equals("nordbox-system"))
                        .filter(key -> !Set.of("default", "kube-system").contains(key.name()))
                        .sorted()
                        .toList();
        if (ours.isEmpty()) {
            return;
        }
        ResourceKey key = pick(ours);
        switch (random.nextInt(6)) {
            case 0 -> cluster.remove(key);
            case 1 -> cluster.edit(key, Map.of("data", Map.of("theirs", "x" + serial++)));
            case 2 -> {
                String field = "ours-" + random.nextInt(4);
                cluster.edit(key, Map.of("data", Map.of(field, "x" + serial++)));
                taken.add(key + " " + field);
            }
            case 3 -> cluster.edit(key, removed("data"));
            case 4 -> cluster.edit(key, Map.of("metadata", removed("annotations")));
            default -> {
                Manifest theirs = configMap("default", "foreign-" + serial++, Map.of());
                cluster.put(theirs);
                foreign.add(theirs.key());
            }
        }
    }

    /**
     * Whether an object's data is what the repository wants. More than that it may have only if
     * somebody else has set it: by the rules of server-side apply such a field is theirs.
     */
    boolean asWanted(Manifest manifest, Map<String, Object> live) {
        Map<String, Object> data = Fields.map(live, "data");
        Map<String, Object> ours = Fields.map(manifest.content(), "data");
        return data.entrySet().containsAll(ours.entrySet())
                && data.keySet().stream()
                        .filter(field -> field.startsWith("ours"))
                        .filter(field -> !taken.contains(manifest.key() + " " + field))
                        .allMatch(ours::containsKey);
    }

    private static Map<String, Object> removed(String field) {
        Map<String, Object> patch = new HashMap<>();
        patch.put(field, null);
        return patch;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
