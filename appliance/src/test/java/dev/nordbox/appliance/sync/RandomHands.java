package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.object;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** People with kubectl: they make, delete and annotate objects, and agree to what is held. */
final class RandomHands {

    private static final Set<String> SYSTEM =
            Set.of("default", "kube-system", InventoryStore.NAMESPACE);

    private final RandomGenerator random;
    private final InMemoryCluster cluster;
    private final DeletionJudge judge;
    private int serial;

    RandomHands(RandomGenerator random, InMemoryCluster cluster, DeletionJudge judge) {
        this.random = random;
        this.cluster = cluster;
        this.judge = judge;
    }

    void meddle() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> make();
            case 3 -> cluster.remove(pickObject());
            case 4, 5 -> annotate(pickObject(), options(random.nextInt(4)));
            case 6 -> cluster.edit(pickObject(), Map.of("metadata", nothing("annotations")));
            case 7 -> agree();
            default -> agreeToContainers();
        }
    }

    /** To the deletion of a namespace or a definition with all that a person has put into it. */
    private void agreeToContainers() {
        for (ResourceKey key : new TreeSet<>(cluster.keys())) {
            boolean container = key.namespace().isEmpty() && !SYSTEM.contains(key.name());
            if (container && random.nextBoolean()) {
                annotate(key, options(0));
            }
        }
    }

    /** By a name of its own, or by one that the repository uses, too. */
    private void make() {
        List<String> spaces =
                RandomRepository.SPACES.stream()
                        .filter(
                                s ->
                                        cluster.keys()
                                                .contains(new ResourceKey("", "Namespace", "", s)))
                        .toList();
        String space = pick(spaces);
        String name = random.nextInt(3) > 0 ? "hand-" + serial++ : "ours-" + random.nextInt(3);
        boolean things = cluster.keys().stream().anyMatch(key -> key.name().startsWith("things."));
        var manifest =
                switch (random.nextInt(things ? 3 : 2)) {
                    case 0 -> configMap(space, name, Map.of());
                    case 1 -> object("v1", "PersistentVolumeClaim", space, name, Map.of());
                    default -> object("test.nordbox.no/v1", "Thing", space, name, Map.of());
                };
        if (!cluster.keys().contains(manifest.key())) {
            cluster.put(manifest);
        }
    }

    private static Map<String, Object> options(int which) {
        Map<String, Object> options = nothing("argocd.argoproj.io/sync-options");
        List<String> words = List.of("Prune=true", "Prune=true", "Prune=false,Delete=false");
        if (which < words.size()) {
            options.put("argocd.argoproj.io/sync-options", words.get(which));
        }
        return options;
    }

    private void agree() {
        for (StoredInventory inventory : StoredInventory.all(cluster)) {
            if (inventory.onRemoval().equals("held")) {
                Removal answer = random.nextInt(3) > 0 ? Removal.CONFIRMED : Removal.ORPHAN;
                annotate(
                        inventory.key(),
                        new HashMap<>(Map.of(InventoryStore.ON_REMOVAL, answer.toString())));
                judge.agreed(inventory.application(), answer);
                return;
            }
        }
    }

    private void annotate(ResourceKey key, Map<String, Object> annotations) {
        cluster.edit(key, Map.of("metadata", Map.of("annotations", annotations)));
    }

    private ResourceKey pickObject() {
        List<ResourceKey> ours =
                cluster.keys().stream()
                        .filter(key -> !key.namespace().equals(InventoryStore.NAMESPACE))
                        .filter(key -> !SYSTEM.contains(key.name()))
                        .sorted()
                        .toList();
        if (ours.isEmpty()) {
            make();
            return pickObject();
        }
        return pick(ours);
    }

    private static Map<String, Object> nothing(String field) {
        Map<String, Object> patch = new HashMap<>();
        patch.put(field, null);
        return patch;
    }

    private <T> T pick(Collection<T> choices) {
        return List.copyOf(choices).get(random.nextInt(choices.size()));
    }
}
