package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An inventory as it lies in the cluster, read without a request. */
record StoredInventory(
        ResourceKey key,
        String application,
        String owner,
        String onRemoval,
        String parent,
        Set<ResourceKey> keys) {

    static List<StoredInventory> all(InMemoryCluster cluster) {
        return cluster.keys().stream()
                .filter(StoredInventory::isInventory)
                .sorted()
                .map(key -> read(cluster, key))
                .toList();
    }

    static Set<ResourceKey> allKeys(InMemoryCluster cluster) {
        return all(cluster).stream().flatMap(i -> i.keys().stream()).collect(Collectors.toSet());
    }

    static boolean isInventory(ResourceKey key) {
        return key.kind().equals("ConfigMap")
                && key.namespace().equals(InventoryStore.NAMESPACE)
                && key.name().startsWith(InventoryStore.PREFIX);
    }

    private static StoredInventory read(InMemoryCluster cluster, ResourceKey key) {
        Object content = cluster.content(key);
        Set<ResourceKey> keys =
                Fields.text(content, "data", "objects")
                        .orElse("")
                        .lines()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .map(line -> TrackingId.parse("-:" + line).orElseThrow())
                        .map(
                                id ->
                                        new ResourceKey(
                                                id.group(), id.kind(), id.namespace(), id.name()))
                        .collect(Collectors.toSet());
        return new StoredInventory(
                key,
                key.name().substring(InventoryStore.PREFIX.length()),
                annotation(content, InventoryStore.OWNER),
                annotation(content, InventoryStore.ON_REMOVAL),
                annotation(content, "nordbox.no/parent"),
                keys);
    }

    private static String annotation(Object content, String name) {
        return Fields.text(content, "metadata", "annotations", name).orElse("");
    }
}
