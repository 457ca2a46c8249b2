package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merge key {@code <<}, expanded as kyaml does when it takes anchors out of a resource. */
final class MergeKeys {
    private @Nullable YamlException problem;

    /** What is wrong with the merge keys so far; told only when the text has no other fault. */
    void check() throws YamlException {
        if (problem != null) {
            throw problem;
        }
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
        List<MapNode> sources = new ArrayList<>();
        List<MapNode.Field> own = new ArrayList<>();
        boolean seen = false;
        for (MapNode.Field field : map.fields()) {
            if (!field.key().tag().equals(Tag.MERGE)) {
                own.add(field);
                continue;
            }
            if (seen) {
                throw new YamlException("duplicate merge key");
            }
            seen = true;
            collect(field.value(), sources);
        }
        map.setFields(own);
        for (MapNode source : sources) {
            for (MapNode.Field field : source.fields()) {
                if (!map.has(field.name())) {
                    map.add(field.key().copy(), field.value().copy());
                }
            }
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
            throw new YamlException("map merge requires map or sequence of maps as the value");
        }
    }
}
