package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merge key {@code <<}, expanded as kyaml does when it takes anchors out of a resource. */
final class MergeKeys {
    static final String NAME = "<<";

    private static final String WANTED = "map merge requires map or sequence of maps as the value";

    private final Schema schema;
    private @Nullable YamlException problem;

    MergeKeys(Schema schema) {
        this.schema = schema;
    }

    /** What is wrong with the merge keys so far; told only when the text has no other fault. */
    void check() throws YamlException {
        if (problem != null) {
            throw problem;
        }
    }

    /** Whether a map with this key is to be expanded. */
    boolean concern(ScalarNode key) {
        return key.tag().equals(Tag.MERGE)
                || schema == Schema.V3 && (key.value().equals(NAME) || key.isNull());
    }

    /**
     * Fields of the map itself win over merged ones, and earlier maps of a list over later ones.
     */
    void expand(MapNode map) {
        try {
            merge(map);
        } catch (YamlException e) {
            problem = problem == null ? e : problem;
        }
    }

    private static void merge(MapNode map) throws YamlException {
        Optional<Node> merged = Optional.empty();
        for (MapNode.Field field : map.fields()) {
            if (field.key().tag().equals(Tag.MERGE)) {
                if (merged.isPresent()) {
                    throw new YamlException("duplicate merge key");
                }
                merged = Optional.of(field.value());
            }
        }
        List<MapNode> sources = new ArrayList<>();
        if (merged.isPresent()) {
            collect(merged.get(), sources);
        }
        // By its name, not by what it is: kyaml drops a key that says so in quotes, too.
        map.remove(NAME);
        for (MapNode source : sources) {
            for (MapNode.Field field : source.fields()) {
                if (!map.has(field.name())) {
                    map.add(field.key(), field.value()); // of a map that nobody else holds
                }
            }
        }
        repeatNullKeys(map);
    }

    /**
     * kyaml sets each field anew; for keys that are null it looks for a key that is blank. Nothing
     * good comes of it, so that the values, which would double with each level, are left away.
     */
    private static void repeatNullKeys(MapNode map) {
        List<MapNode.Field> fields = new ArrayList<>(map.fields());
        for (MapNode.Field field : map.fields()) {
            if (field.key().isNull() && !map.has("")) {
                Node value = field.value().isScalar() ? field.value() : ScalarNode.nothing();
                fields.add(new MapNode.Field(field.key().copy(), value.copy()));
            }
        }
        if (fields.size() > map.size()) {
            map.setFields(fields);
        }
    }

    private static void collect(Node value, List<MapNode> sources) throws YamlException {
        if (value instanceof MapNode map) {
            sources.add(map);
        } else if (value instanceof ListNode list) {
            for (Node item : list) {
                if (item.isList()) {
                    throw new YamlException("invalid map merge: received a nested sequence");
                }
                collect(item, sources);
            }
        } else {
            throw new YamlException(WANTED);
        }
    }

    /** What go-yaml merges when it comes upon such a key itself: earlier ones win. */
    static List<MapNode> sources(Node value) throws YamlException {
        List<MapNode> sources = new ArrayList<>();
        for (Node source : value instanceof ListNode list ? list.items() : List.of(value)) {
            if (!(source instanceof MapNode map)) {
                throw new YamlException("yaml: " + WANTED);
            }
            sources.add(map);
        }
        return sources;
    }
}
