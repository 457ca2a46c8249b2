package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object with the owners of its fields, as server-side apply keeps them. Coarser than the real
 * one: every list is atomic but that of the finalizers, which is a set.
 */
final class OwnedObject {

    private static final List<String> FINALIZERS = List.of("metadata", "finalizers");

    /** How a step of a path names an item of a set, as the server does. */
    private static final String ITEM = "v:";

    /** Set by the server, owned by nobody. */
    private static final Set<String> IDENTITY =
            Set.of("name", "namespace", "uid", "resourceVersion", "generation", "managedFields");

    private final Map<String, Object> content;

    /** Owner, as {@code nordbox/Apply}, to the paths of the leaves it owns. */
    private final Map<String, Set<List<String>>> owners;

    OwnedObject(Map<String, Object> content) {
        this(content, new TreeMap<>());
    }

    private OwnedObject(Map<String, Object> content, Map<String, Set<List<String>>> owners) {
        this.content = content;
        this.owners = owners;
    }

    OwnedObject copy() {
        Map<String, Set<List<String>>> copies = new TreeMap<>();
        owners.forEach((owner, paths) -> copies.put(owner, new HashSet<>(paths)));
        return new OwnedObject(deepCopy(content), copies);
    }

    Map<String, Object> content() {
        return content;
    }

    /** What an apply leaves when it changes nothing, compared field by field and owner by owner. */
    boolean sameAs(OwnedObject other) {
        return content.equals(other.content) && owners.equals(other.owners);
    }

    void apply(String manager, Map<String, Object> wanted) {
        String owner = manager + "/Apply";
        Set<List<String>> before = owners.getOrDefault(owner, Set.of());
        Map<List<String>, Object> leaves = leaves(wanted);
        before.stream()
                .filter(path -> !leaves.containsKey(path))
                .filter(path -> ownersOf(path).size() == 1)
                .forEach(path -> remove(content, path));
        Map<List<String>, Object> present = leaves(content);
        leaves.forEach(
                (path, value) -> {
                    if (!value.equals(present.get(path))) {
                        owners.values().forEach(paths -> paths.remove(path));
                        set(path, value);
                    }
                });
        owners.put(owner, new HashSet<>(leaves.keySet()));
        owners.values().removeIf(Set::isEmpty); // a name alone is owned by nobody
    }

    /** An update by somebody else: what it changes is theirs afterwards. */
    void update(String manager, Map<String, Object> mergePatch) {
        Map<List<String>, Object> before = leaves(content);
        merge(content, mergePatch);
        Map<List<String>, Object> after = leaves(content);
        Set<List<String>> changed = new HashSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(
                path ->
                        before.containsKey(path)
                                && after.containsKey(path)
                                && before.get(path).equals(after.get(path)));
        owners.values().forEach(paths -> paths.removeAll(changed));
        changed.retainAll(after.keySet());
        owners.computeIfAbsent(manager + "/Update", o -> new HashSet<>()).addAll(changed);
        owners.values().removeIf(Set::isEmpty);
    }

    /** A whole new object by somebody; nobody else owns anything afterwards but what is equal. */
    void replace(String manager, Map<String, Object> wanted) {
        Map<String, Object> identity = new LinkedHashMap<>(Fields.map(content, "metadata"));
        identity.keySet().retainAll(IDENTITY);
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(wanted, "metadata"));
        metadata.putAll(identity);
        Map<List<String>, Object> before = leaves(content);
        content.clear();
        content.putAll(wanted);
        content.put("metadata", metadata);
        Map<List<String>, Object> after = leaves(content);
        Set<List<String>> changed = new HashSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
        owners.values().forEach(paths -> paths.removeAll(changed));
        changed.retainAll(after.keySet());
        owners.computeIfAbsent(manager + "/Update", o -> new HashSet<>()).addAll(changed);
        owners.values().removeIf(Set::isEmpty);
    }

    /** One operation of a JSON patch: null takes the field away. */
    void operate(String pointer, @Nullable Object value) {
        if (!(value instanceof List)) {
            update("nordbox", at(pointer, null)); // what was there does not shine through
        }
        if (value != null) {
            update("nordbox", at(pointer, value));
        }
    }

    private static Map<String, Object> at(String pointer, @Nullable Object value) {
        Map<String, Object> patch = new LinkedHashMap<>();
        Map<String, Object> node = patch;
        List<String> steps = steps(pointer);
        for (String step : steps.subList(0, steps.size() - 1)) {
            Map<String, Object> inner = new LinkedHashMap<>();
            node.put(step, inner);
            node = inner;
        }
        node.put(steps.get(steps.size() - 1), value);
        return patch;
    }

    private static List<String> steps(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/"))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /** What a JSON pointer names. */
    Optional<Object> at(String pointer) {
        return Fields.at(content, steps(pointer).toArray(String[]::new));
    }

    /** Takes over a list of owners as {@link #managedFields()} prints it. */
    void ownedAs(List<Object> managedFields) {
        owners.clear();
        for (Object entry : managedFields) {
            String owner =
                    Fields.text(entry, "manager").orElse("")
                            + "/"
                            + Fields.text(entry, "operation").orElse("");
            Set<List<String>> paths = owners.computeIfAbsent(owner, o -> new HashSet<>());
            paths(List.of(), Fields.map(entry, "fieldsV1"), paths);
        }
    }

    private static void paths(
            List<String> above, Map<String, Object> fields, Set<List<String>> found) {
        fields.forEach(
                (field, inner) -> {
                    List<String> path = new ArrayList<>(above);
                    path.add(field.startsWith(ITEM) ? field : field.substring("f:".length()));
                    if (Fields.map(inner).isEmpty()) {
                        found.add(path);
                    } else {
                        paths(path, Fields.map(inner), found);
                    }
                });
    }

    /** {@code metadata.managedFields}. */
    List<Object> managedFields() {
        List<Object> entries = new ArrayList<>();
        owners.forEach(
                (owner, paths) -> {
                    int slash = owner.lastIndexOf('/');
                    entries.add(
                            Map.of(
                                    "manager", owner.substring(0, slash),
                                    "operation", owner.substring(slash + 1),
                                    "fieldsV1", fieldsV1(paths)));
                });
        return entries;
    }

    private static Map<String, Object> fieldsV1(Set<List<String>> paths) {
        Map<String, Object> root = new TreeMap<>();
        for (List<String> path : paths) {
            Map<String, Object> node = root;
            for (String step : path) {
                node = child(node, step.startsWith(ITEM) ? step : "f:" + step);
            }
        }
        return root;
    }

    @SuppressWarnings("unchecked") // only maps are put in
    private static Map<String, Object> child(Map<String, Object> node, String name) {
        return (Map<String, Object>) node.computeIfAbsent(name, n -> new TreeMap<>());
    }

    private List<String> ownersOf(List<String> path) {
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().contains(path))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<List<String>, Object> leaves(Map<String, Object> object) {
        Map<List<String>, Object> leaves = new LinkedHashMap<>();
        object.forEach(
                (field, value) -> {
                    if (field.equals("apiVersion") || field.equals("kind")) {
                        return;
                    }
                    collect(List.of(field), value, leaves);
                });
        leaves.keySet()
                .removeIf(
                        path ->
                                path.size() == 2
                                        && path.get(0).equals("metadata")
                                        && IDENTITY.contains(path.get(1)));
        leaves.keySet().remove(List.of("metadata"));
        return leaves;
    }

    private static void collect(List<String> path, Object value, Map<List<String>, Object> leaves) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Fields.map(map)
                    .forEach(
                            (field, inner) -> {
                                List<String> deeper = new ArrayList<>(path);
                                deeper.add(field);
                                collect(deeper, inner, leaves);
                            });
        } else if (path.equals(FINALIZERS) && value instanceof List<?> items && !items.isEmpty()) {
            for (Object item : items) {
                List<String> deeper = new ArrayList<>(path);
                deeper.add(ITEM + "\"" + item + "\"");
                leaves.put(deeper, item);
            }
        } else if (value != null) {
            leaves.put(path, value);
        }
    }

    private static boolean isItem(List<String> path) {
        return path.size() == FINALIZERS.size() + 1
                && path.subList(0, FINALIZERS.size()).equals(FINALIZERS);
    }

    private void setItem(Object value) {
        Map<String, Object> metadata = Fields.map(content, "metadata");
        List<Object> items = new ArrayList<>(Fields.list(metadata, "finalizers"));
        items.add(value);
        metadata.put("finalizers", items);
    }

    private static void removeItem(Map<String, Object> object, String step) {
        Map<String, Object> metadata = Fields.map(object, "metadata");
        List<Object> items = new ArrayList<>(Fields.list(metadata, "finalizers"));
        items.removeIf(item -> step.equals(ITEM + "\"" + item + "\""));
        metadata.put("finalizers", items);
        if (items.isEmpty()) {
            metadata.remove("finalizers");
        }
    }

    private void set(List<String> path, Object value) {
        if (isItem(path)) {
            setItem(value);
            return;
        }
        Map<String, Object> node = content;
        for (String step : path.subList(0, path.size() - 1)) {
            if (!(node.get(step) instanceof Map)) {
                node.put(step, new LinkedHashMap<String, Object>());
            }
            node = Fields.map(node, step);
        }
        node.put(path.get(path.size() - 1), value);
    }

    private static void remove(Map<String, Object> node, List<String> path) {
        if (isItem(path)) {
            removeItem(node, path.get(path.size() - 1));
            return;
        }
        String first = path.get(0);
        if (path.size() == 1) {
            node.remove(first);
        } else if (node.get(first) instanceof Map) {
            remove(Fields.map(node, first), path.subList(1, path.size()));
            if (Fields.map(node, first).isEmpty()) {
                node.remove(first);
            }
        }
    }

    private static void merge(Map<String, Object> target, Map<String, Object> patch) {
        patch.forEach(
                (field, value) -> {
                    if (value == null) {
                        target.remove(field);
                    } else if (value instanceof Map<?, ?> inner) {
                        if (!(target.get(field) instanceof Map)) {
                            target.put(field, new LinkedHashMap<String, Object>());
                        }
                        merge(Fields.map(target, field), Fields.map(inner));
                    } else {
                        target.put(field, value);
                    }
                });
    }

    static Map<String, Object> deepCopy(Map<String, Object> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((field, value) -> copy.put(field, copyValue(value)));
        return copy;
    }

    private static Object copyValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return deepCopy(Fields.map(map));
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(OwnedObject::copyValue).toList());
        }
        return value;
    }
}
