package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose fields keep the order they came in. A document may hold a key twice: reads see
 * the first, and the emitter refuses, as the original does.
 */
public final class MapNode extends Node {
    /** Below this size a scan beats an index. */
    private static final int INDEX_FROM = 12;

    private final ArrayList<Field> fields = new ArrayList<>();
    private @Nullable Map<String, Integer> index;

    /** A key with its value. */
    public record Field(ScalarNode key, Node value) {
        public String name() {
            return key.value();
        }
    }

    public MapNode() {
        super(Tag.MAP);
    }

    public int size() {
        return fields.size();
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** A view: it follows later changes of the map. */
    public List<Field> fields() {
        return Collections.unmodifiableList(fields);
    }

    /** The keys' texts, in the order of the document. */
    public List<String> names() {
        List<String> names = new ArrayList<>(fields.size());
        for (Field field : fields) {
            names.add(field.name());
        }
        return names;
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    public Optional<Node> get(String name) {
        int at = indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(fields.get(at).value());
    }

    public Optional<Field> field(String name) {
        int at = indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(fields.get(at));
    }

    /**
     * Replaces the value of a field where it stands, or appends the field. Of two scalars the
     * present one takes on the other's content: another field that holds it changes along.
     */
    public MapNode put(String name, Node value) {
        int at = indexOf(name);
        if (at < 0) {
            return add(ScalarNode.string(name), value);
        }
        if (fields.get(at).value() instanceof ScalarNode present
                && value instanceof ScalarNode scalar) {
            present.become(scalar);
            return this;
        }
        fields.set(at, new Field(fields.get(at).key(), value));
        return this;
    }

    public MapNode put(String name, String value) {
        return put(name, ScalarNode.string(value));
    }

    /** Appends a field without looking for its name among those present. */
    public MapNode add(ScalarNode key, Node value) {
        fields.add(new Field(key, value));
        if (index != null) {
            index.putIfAbsent(key.value(), fields.size() - 1);
        }
        return this;
    }

    /** Removes the first field of that name. */
    public boolean remove(String name) {
        int at = indexOf(name);
        if (at < 0) {
            return false;
        }
        fields.remove(at);
        index = null;
        return true;
    }

    /** Puts other fields in the place of all present ones. */
    public void setFields(List<Field> others) {
        List<Field> kept = List.copyOf(others);
        fields.clear();
        fields.addAll(kept);
        index = null;
    }

    public void clear() {
        fields.clear();
        index = null;
    }

    @Override
    public MapNode copy() {
        MapNode copy = new MapNode();
        copy.fields.ensureCapacity(fields.size());
        for (Field field : fields) {
            copy.fields.add(new Field(field.key().copy(), field.value().copy()));
        }
        return dress(copy);
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    private int indexOf(String name) {
        if (fields.size() < INDEX_FROM) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
        Map<String, Integer> known = index;
        if (known == null) {
            known = new HashMap<>(fields.size() * 2);
            for (int i = 0; i < fields.size(); i++) {
                known.putIfAbsent(fields.get(i).name(), i);
            }
            index = known;
        }
        return known.getOrDefault(name, -1);
    }
}
