package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Inventories as ConfigMaps {@code nordbox-inventory-<app>}: data {@code objects} has one object a
 * line, {@code <uid> <group>/<kind>:<namespace>/<name>}; {@code -} stands for an unknown uid.
 *
 * <p>What this process has written it also remembers: a ConfigMap that somebody deletes under us
 * does not make us forget.
 */
final class InventoryStore {

    static final String NAMESPACE = "nordbox-system";
    static final String PREFIX = "nordbox-inventory-";

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final String APPLICATION = "nordbox.no/application";
    static final String OWNER = "nordbox.no/owner";
    static final String ON_REMOVAL = "nordbox.no/on-removal";
    private static final String PARENT = "nordbox.no/parent";
    private static final String SYNCED = "nordbox.no/synced";

    private final Cluster cluster;

    /** As they stand in the cluster, as far as we know. */
    private final Map<String, Inventory> stored = new TreeMap<>();

    InventoryStore(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * All inventories there are, by application; also of applications that are gone.
     *
     * @param owner whose deleted inventories are remembered
     */
    Map<String, Inventory> load(String owner) throws ClusterException {
        Map<String, Inventory> remembered = new TreeMap<>(stored);
        remembered.values().removeIf(inventory -> !inventory.belongsTo(owner));
        stored.clear();
        for (LiveObject object : cluster.list(CONFIG_MAP, NAMESPACE, Detail.FULL)) {
            if (object.key().name().startsWith(PREFIX)) {
                Inventory inventory = read(object);
                stored.put(inventory.application(), inventory);
            }
        }
        Map<String, Inventory> all = new TreeMap<>(stored);
        remembered.forEach(
                (application, inventory) ->
                        all.merge(
                                application,
                                inventory,
                                (fresh, old) ->
                                        fresh.belongsTo(owner) ? fresh.with(old.keys()) : fresh));
        return all;
    }

    /** What any inventory names at this moment, whoever's it is; and the inventories themselves. */
    Set<ResourceKey> inventoriedByAnybody() throws ClusterException {
        Set<ResourceKey> keys = new HashSet<>();
        stored.values().forEach(inventory -> keys.addAll(inventory.keys()));
        for (LiveObject object : cluster.list(CONFIG_MAP, NAMESPACE, Detail.FULL)) {
            if (object.key().name().startsWith(PREFIX)) {
                keys.add(object.key());
                keys.addAll(read(object).keys());
            }
        }
        return keys;
    }

    void save(Inventory inventory) throws ClusterException {
        if (inventory.equals(stored.get(inventory.application()))) {
            return;
        }
        if (stored.isEmpty()) {
            ensureNamespace();
        }
        cluster.apply(manifest(inventory), ApplyMode.REAL);
        stored.put(inventory.application(), inventory);
    }

    /** The application is gone, and everything it had is gone or released. */
    void remove(Inventory inventory) throws ClusterException {
        ResourceKey key = key(inventory.application());
        Optional<LiveObject> live = cluster.get(key);
        if (live.isPresent()) {
            cluster.delete(key, live.get().uid(), Propagation.BACKGROUND);
        }
        stored.remove(inventory.application());
    }

    private void ensureNamespace() throws ClusterException {
        ResourceKey key = new ResourceKey("", "Namespace", "", NAMESPACE);
        if (cluster.get(key).isEmpty()) {
            Map<String, Object> content =
                    Map.of(
                            "apiVersion", "v1",
                            "kind", "Namespace",
                            "metadata", Map.of("name", NAMESPACE));
            cluster.apply(Manifest.of(content, "nordbox"), ApplyMode.REAL);
        }
    }

    private static ResourceKey key(String application) {
        return new ResourceKey("", "ConfigMap", NAMESPACE, PREFIX + application);
    }

    private static Manifest manifest(Inventory inventory) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put(APPLICATION, inventory.application());
        annotations.put(ON_REMOVAL, inventory.onRemoval().toString());
        inventory.owner().ifPresent(owner -> annotations.put(OWNER, owner));
        inventory.parent().ifPresent(parent -> annotations.put(PARENT, parent));
        inventory.synced().ifPresent(digest -> annotations.put(SYNCED, digest.hex()));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", PREFIX + inventory.application());
        metadata.put("namespace", NAMESPACE);
        metadata.put("labels", Map.of("app.kubernetes.io/managed-by", "nordbox"));
        metadata.put("annotations", annotations);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "ConfigMap");
        content.put("metadata", metadata);
        content.put(
                "data",
                Map.of(
                        "objects",
                        inventory.objects().entrySet().stream()
                                .map(entry -> line(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining("\n"))));
        return Manifest.of(content, "nordbox");
    }

    private static Inventory read(LiveObject object) {
        String application =
                object.annotation(APPLICATION)
                        .orElse(object.key().name().substring(PREFIX.length()));
        SortedMap<ResourceKey, String> objects = new TreeMap<>();
        Fields.text(object.content(), "data", "objects")
                .orElse("")
                .lines()
                .forEach(line -> parse(line, objects));
        return new Inventory(
                application,
                objects,
                object.annotation(ON_REMOVAL).map(Removal::parse).orElse(Removal.ORPHAN),
                object.annotation(SYNCED).map(Digest::new),
                object.annotation(OWNER),
                object.annotation(PARENT));
    }

    private static String line(ResourceKey key, String uid) {
        return (uid.isEmpty() ? "-" : uid)
                + " "
                + key.group()
                + "/"
                + key.kind()
                + ":"
                + key.namespace()
                + "/"
                + key.name();
    }

    /** A line that a hand has broken is nobody's object: it is left alone. */
    private static void parse(String line, SortedMap<ResourceKey, String> objects) {
        int space = line.indexOf(' ');
        String uid = space < 0 ? "-" : line.substring(0, space);
        TrackingId.parse("-:" + line.substring(space + 1))
                .map(id -> new ResourceKey(id.group(), id.kind(), id.namespace(), id.name()))
                .ifPresent(key -> objects.put(key, uid.equals("-") ? "" : uid));
    }
}
