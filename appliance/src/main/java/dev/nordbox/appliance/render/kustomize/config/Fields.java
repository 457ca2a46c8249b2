package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The fields of one object, read as Go's {@code encoding/json} fills a struct: names match in any
 * case, null changes nothing, a value of the wrong type is a problem that names struct and field
 * the way Go does, and reading goes on after a problem.
 */
public final class Fields {
    private final GoJson reading;
    private final String struct;
    private final List<String> path;
    private final List<String> goPath;
    private final TreeMap<String, Node> values;
    private final Set<String> known;
    private final boolean embedded;
    private final int line;

    /**
     * @param path the keys and list positions that lead here
     * @param goPath the fields of Go structs that lead here
     * @param embedded whether one of them is an embedded struct
     */
    Fields(
            GoJson reading,
            String struct,
            List<String> path,
            List<String> goPath,
            boolean embedded,
            MapNode node) {
        this.reading = reading;
        this.struct = struct;
        this.path = path;
        this.goPath = goPath;
        this.values = new TreeMap<>();
        this.known = new HashSet<>();
        this.embedded = embedded;
        this.line = node.line();
        for (MapNode.Field field : node.fields()) {
            values.put(GoJson.keyText(field.key()), field.value());
        }
    }

    private Fields(Fields outer, String name) {
        reading = outer.reading;
        struct = outer.struct;
        path = outer.path;
        goPath = plus(outer.goPath, name);
        values = outer.values;
        known = outer.known;
        this.embedded = true;
        line = outer.line;
    }

    /** Where the object begins in its text, counted from 1; 0 for one that stands in none. */
    int line() {
        return line;
    }

    /** The same object, for fields that Go has in an embedded struct: messages name it. */
    public Fields embedded(String name) {
        return new Fields(this, name);
    }

    /** The text of a field; {@code ""} when it is not there. */
    public String text(String name) {
        return optionalText(name).orElse("");
    }

    /** A text whose type Go calls {@code goType}. */
    public String text(String name, String goType) {
        return take(name).flatMap(value -> textOf(value, name, goType, step(name))).orElse("");
    }

    public Optional<String> optionalText(String name) {
        return take(name).flatMap(value -> textOf(value, name, "string", step(name)));
    }

    public boolean flag(String name) {
        Optional<Node> value = take(name);
        if (value.isEmpty()) {
            return false;
        }
        if (value.get().tag().equals(Tag.BOOL) && value.get() instanceof ScalarNode scalar) {
            return GoJson.isTrue(scalar);
        }
        mismatch(value.get(), name, "bool", step(name));
        return false;
    }

    public long integer(String name, String goType) {
        Optional<Node> value = take(name);
        if (value.isEmpty()) {
            return 0;
        }
        if (value.get() instanceof ScalarNode scalar && GoJson.isNumber(scalar)) {
            try {
                return GoJson.number(scalar).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                reading.problem(
                        step(name),
                        "json: cannot unmarshal number "
                                + GoJson.numberText(scalar)
                                + into(name, goType));
                return 0;
            }
        }
        mismatch(value.get(), name, goType, step(name));
        return 0;
    }

    public List<String> texts(String name) {
        return texts(name, "string");
    }

    /** A list of texts whose element type Go calls {@code goType}. */
    public List<String> texts(String name, String goType) {
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (Node item : items(name, goType)) {
            List<String> at = step(name, index++);
            if (item.isNull()) {
                texts.add("");
            } else {
                textOf(item, name, goType, at).ifPresent(texts::add);
            }
        }
        return List.copyOf(texts);
    }

    public Map<String, String> textMap(String name) {
        Optional<Node> value = take(name);
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!(value.get() instanceof MapNode map)) {
            mismatch(value.get(), name, "map[string]string", step(name));
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>();
        for (MapNode.Field field : map.fields()) {
            String key = GoJson.keyText(field.key());
            List<String> at = new ArrayList<>(step(name));
            at.add(key);
            Node item = field.value();
            if (item.isNull()) {
                texts.put(key, "");
            } else {
                textOf(item, name, "string", at).ifPresent(text -> texts.put(key, text));
            }
        }
        return new LinkedHashMap<>(texts);
    }

    /** A nested object of the Go type {@code goType}, such as {@code types.Selector}. */
    public <T> Optional<T> object(String name, String goType, Function<Fields, T> reader) {
        return take(name).flatMap(value -> nested(value, name, goType, step(name), reader));
    }

    public <T> List<T> objects(String name, String goType, Function<Fields, T> reader) {
        return objects(name, goType, goType, reader);
    }

    /** A list of objects that Go holds by pointers. */
    public <T> List<T> pointers(String name, String goType, Function<Fields, T> reader) {
        return objects(name, goType, "*" + goType, reader);
    }

    /** A list of objects that is a type of its own in Go. */
    public <T> List<T> slice(
            String name, String listType, String goType, Function<Fields, T> reader) {
        Optional<Node> value = take(name);
        if (value.isPresent() && !value.get().isList()) {
            mismatch(value.get(), name, listType, step(name));
            return List.of();
        }
        return objects(name, goType, goType, reader);
    }

    private <T> List<T> objects(
            String name, String goType, String elementType, Function<Fields, T> reader) {
        List<T> objects = new ArrayList<>();
        int index = 0;
        for (Node item : items(name, elementType)) {
            List<String> at = step(name, index++);
            Node object = item.isNull() ? new MapNode() : item;
            nested(object, name, goType, at, reader).ifPresent(objects::add);
        }
        return List.copyOf(objects);
    }

    /** A field of any shape, as it stands. */
    public Optional<Node> any(String name) {
        return take(name);
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return take(name).isPresent();
    }

    /** Reports, when reading is strict, each field that nobody asked for. */
    void refuseUnknown() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                reading.unknown(step(key), key);
            }
        }
    }

    private List<Node> items(String name, String goType) {
        Optional<Node> value = take(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof ListNode list) {
            return list.items();
        }
        mismatch(value.get(), name, "[]" + goType, step(name));
        return List.of();
    }

    private <T> Optional<T> nested(
            Node value, String name, String goType, List<String> at, Function<Fields, T> reader) {
        if (!(value instanceof MapNode map)) {
            mismatch(value, name, goType, at);
            return Optional.empty();
        }
        String type = goType.substring(goType.lastIndexOf('.') + 1);
        Fields fields = new Fields(reading, type, at, plus(goPath, name), embedded, map);
        T object = reader.apply(fields);
        fields.refuseUnknown();
        return Optional.of(object);
    }

    private Optional<String> textOf(Node value, String name, String goType, List<String> at) {
        Optional<String> text = value.asScalar().flatMap(scalar -> reading.text(scalar, !embedded));
        if (text.isEmpty()) {
            mismatch(value, name, goType, at);
        }
        return text;
    }

    private Optional<Node> take(String name) {
        Node found = null;
        for (Map.Entry<String, Node> value : values.entrySet()) {
            if (value.getKey().equalsIgnoreCase(name)) {
                known.add(value.getKey());
                found = value.getValue();
            }
        }
        return found == null || found.isNull() ? Optional.empty() : Optional.of(found);
    }

    private void mismatch(Node value, String name, String goType, List<String> at) {
        reading.problem(
                at, "json: cannot unmarshal " + GoJson.typeName(value) + into(name, goType));
    }

    private String into(String name, String goType) {
        return " into Go struct field "
                + struct
                + "."
                + String.join(".", plus(goPath, name))
                + " of type "
                + goType;
    }

    private static List<String> plus(List<String> names, String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return longer;
    }

    private List<String> step(String name) {
        return plus(path, name);
    }

    /** List positions sort as numbers. */
    private List<String> step(String name, int index) {
        List<String> at = step(name);
        at.add(String.format(Locale.ROOT, "\0%09d", index));
        return at;
    }
}
