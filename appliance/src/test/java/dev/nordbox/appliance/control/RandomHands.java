package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** People who meddle with the cluster, and the controllers that are always there. */
final class RandomHands {

    private final RandomGenerator random;
    private final InMemoryCluster cluster;
    private final Set<ResourceKey> foreign = new TreeSet<>();
    private int serial;

    RandomHands(RandomGenerator random, InMemoryCluster cluster) {
        this.random = random;
        this.cluster = cluster;
        putForeign("default");
    }

    Set<ResourceKey> foreign() {
        return foreign;
    }

    /** Somebody changes, empties, unmarks or deletes something, ours or not. */
    String meddle() {
        List<ResourceKey> there =
                cluster.keys().stream().filter(this::isWithinReach).sorted().toList();
        if (there.isEmpty()) {
            return "nothing to meddle with";
        }
        ResourceKey key = there.get(random.nextInt(there.size()));
        boolean data = Fields.at(cluster.content(key), "data").isPresent();
        int what = random.nextInt(7);
        switch (what) {
            case 0 -> remove(key);
            case 1 -> edit(key, data ? Map.of("data", Map.of("theirs", next())) : labels());
            case 2 -> edit(key, data ? Map.of("data", Map.of("key", next())) : labels());
            case 3 -> edit(key, Map.of("metadata", removed("annotations")));
            case 4 -> putForeign(random.nextBoolean() ? "default" : "team-1");
            case 5 -> edit(key, agreement());
            default -> edit(key, data ? removed("data") : labels());
        }
        return "hand " + what + " on " + key;
    }

    /** Not the controller's own, and no Application that would take wanted objects along. */
    private boolean isWithinReach(ResourceKey key) {
        boolean home = key.namespace().equals("argocd") && !key.kind().equals("Application");
        boolean finalized = !Fields.list(cluster.content(key), "metadata", "finalizers").isEmpty();
        boolean system =
                Set.of("default", "kube-system", "argocd").contains(key.name())
                        || key.name().contains("argoproj.io")
                        || Fields.at(cluster.content(key), "metadata", "labels", "nordbox.no/root")
                                .isPresent();
        return !home
                && !finalized
                && !system
                && !foreign.contains(key)
                && !isJob(key)
                && !key.kind().equals("Lease");
    }

    private static boolean isJob(ResourceKey key) {
        return key.kind().equals("Job");
    }

    private void remove(ResourceKey key) {
        foreign.removeAll(cluster.heldBy(key));
        cluster.remove(key);
    }

    private void edit(ResourceKey key, Map<String, Object> mergePatch) {
        cluster.edit(key, mergePatch);
    }

    private Map<String, Object> labels() {
        return Map.of("metadata", Map.of("labels", Map.of("theirs", next())));
    }

    private static Map<String, Object> agreement() {
        return Map.of(
                "metadata",
                Map.of("annotations", Map.of("argocd.argoproj.io/sync-options", "Prune=true")));
    }

    private void putForeign(String namespace) {
        if (cluster.keys().contains(new ResourceKey("", "Namespace", "", namespace))) {
            ResourceKey key = new ResourceKey("", "ConfigMap", namespace, "foreign-" + serial++);
            cluster.put(Manifests.configMap(namespace, key.name(), Map.of("theirs", "yes")));
            foreign.add(key);
        }
    }

    // ---- the controllers

    /** Jobs come to their end, volumes are bound, what a spec says now is seen. */
    void attend(int percentOfFailures) {
        for (ResourceKey key : cluster.keys().stream().sorted().toList()) {
            boolean fresh = Fields.map(cluster.content(key), "status").isEmpty();
            if (key.kind().equals("StatefulSet")) {
                observe(key);
            } else if (fresh && key.kind().equals("Job")) {
                end(key, random.nextInt(100) < percentOfFailures);
            } else if (fresh && key.kind().equals("PersistentVolumeClaim")) {
                cluster.editStatus(key, Map.of("phase", "Bound"));
            }
        }
    }

    private void observe(ResourceKey set) {
        Map<String, Object> content = cluster.content(set);
        long generation = Fields.number(content, "metadata", "generation");
        if (Fields.number(content, "status", "observedGeneration") != generation) {
            cluster.editStatus(set, Map.of("observedGeneration", generation, "replicas", 0));
        }
    }

    private void end(ResourceKey job, boolean fails) {
        Map<String, Object> condition =
                Map.of("type", fails ? "Failed" : "Complete", "status", "True", "message", "");
        cluster.editStatus(job, Map.of("conditions", List.of(condition)));
    }

    private static Map<String, Object> removed(String field) {
        Map<String, Object> patch = new HashMap<>();
        patch.put(field, null);
        return patch;
    }

    private String next() {
        return "x" + serial++;
    }
}
