package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The objects of a cluster in memory, and who hears of them: in the thread that changes something.
 */
final class ObjectStore {

    private final InMemoryKinds kinds;
    private final Map<ResourceKey, OwnedObject> objects = new TreeMap<>();
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private long clock;

    private record Listening(GroupKind kind, Detail detail, ObjectListener listener) {}

    ObjectStore(InMemoryKinds kinds) {
        this.kinds = kinds;
    }

    boolean has(ResourceKey key) {
        return objects.containsKey(key);
    }

    Optional<OwnedObject> find(ResourceKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    OwnedObject get(ResourceKey key) {
        return find(key).orElseThrow();
    }

    Set<ResourceKey> keys() {
        return Set.copyOf(objects.keySet());
    }

    List<LiveObject> all(GroupKind kind, Detail detail) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().groupKind().equals(kind))
                .map(entry -> read(entry.getKey(), entry.getValue(), detail))
                .toList();
    }

    Watch listen(GroupKind kind, Detail detail, ObjectListener listener) {
        Listening listening = new Listening(kind, detail, listener);
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    /** The kinds somebody listens to. */
    Set<GroupKind> heard() {
        return listeners.stream().map(Listening::kind).collect(Collectors.toSet());
    }

    void hush() {
        listeners.clear();
    }

    OwnedObject newObject(Manifest manifest) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", manifest.key().name());
        if (!manifest.key().namespace().isEmpty()) {
            metadata.put("namespace", manifest.key().namespace());
        }
        metadata.put("uid", "uid-" + ++clock);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", manifest.apiVersion());
        content.put("kind", manifest.key().kind());
        content.put("metadata", metadata);
        return new OwnedObject(content);
    }

    /** One that is being deleted goes when nothing holds it any more. */
    void put(ResourceKey key, OwnedObject object) {
        if (isTerminating(object) && !isHeld(object)) {
            forget(key);
            return;
        }
        Map<String, Object> metadata = Fields.map(object.content(), "metadata");
        metadata.put("resourceVersion", Long.toString(++clock));
        if (object.content().containsKey("spec")) {
            metadata.put("generation", generation(key, object));
        }
        objects.put(key, object);
        if (isDefinition(key)) {
            kinds.establish(object);
        }
        tell(key, listening -> listening.listener().changed(read(key, object, listening.detail())));
    }

    /** Counts what the spec has been; the status and the metadata are not counted. */
    private long generation(ResourceKey key, OwnedObject object) {
        OwnedObject before = objects.get(key);
        if (before == null) {
            return 1;
        }
        long present = Fields.number(before.content(), "metadata", "generation");
        return Fields.at(before.content(), "spec").equals(Fields.at(object.content(), "spec"))
                ? present
                : present + 1;
    }

    void forget(ResourceKey key) {
        List<ResourceKey> inside = heldBy(key);
        OwnedObject object = objects.remove(key);
        if (object == null) {
            return;
        }
        inside.forEach(this::forget);
        if (isDefinition(key)) {
            kinds.end(object);
        }
        tell(key, listening -> listening.listener().deleted(read(key, object, listening.detail())));
    }

    /** What is in a namespace, or is of the kind that a definition defines, and goes with it. */
    List<ResourceKey> heldBy(ResourceKey key) {
        OwnedObject object = objects.get(key);
        if (object != null && key.kind().equals("Namespace")) {
            return objects.keySet().stream()
                    .filter(inside -> inside.namespace().equals(key.name()))
                    .toList();
        }
        if (object != null && isDefinition(key)) {
            GroupKind defined = InMemoryKinds.definedBy(object);
            return objects.keySet().stream()
                    .filter(instance -> instance.groupKind().equals(defined))
                    .toList();
        }
        return List.of();
    }

    private static boolean isDefinition(ResourceKey key) {
        return key.kind().equals("CustomResourceDefinition");
    }

    static boolean isTerminating(OwnedObject object) {
        return Fields.text(object.content(), "metadata", "deletionTimestamp").isPresent();
    }

    /** Finalizers keep it until somebody has taken them all off. */
    static boolean isHeld(OwnedObject object) {
        return !Fields.list(object.content(), "metadata", "finalizers").isEmpty();
    }

    private void tell(ResourceKey key, Consumer<Listening> event) {
        listeners.stream()
                .filter(listening -> listening.kind().equals(key.groupKind()))
                .forEach(event);
    }

    /** In the preferred version. */
    LiveObject read(ResourceKey key, OwnedObject object, Detail detail) {
        LiveObject live = live(key, object, detail);
        Map<String, Object> content = kinds.preferred(key.groupKind(), live.content());
        return new LiveObject(key, Fields.text(content, "apiVersion").orElse(""), content);
    }

    /** In the version it was written in. */
    static LiveObject live(ResourceKey key, OwnedObject object, Detail detail) {
        Map<String, Object> content = OwnedObject.deepCopy(object.content());
        Fields.map(content, "metadata").put("managedFields", object.managedFields());
        if (detail == Detail.METADATA) {
            content.keySet().retainAll(Set.of("apiVersion", "kind", "metadata"));
        }
        return new LiveObject(key, Fields.text(content, "apiVersion").orElse(""), content);
    }
}
