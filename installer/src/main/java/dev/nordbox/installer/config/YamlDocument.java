package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Field;
import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.config.Setting.Items;
import dev.nordbox.installer.config.Setting.Kind;
import dev.nordbox.installer.config.Setting.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one YAML document into settings that know their line and column. */
final class YamlDocument {
    /** No person writes a larger one, and parsing it would cost memory for nothing. */
    private static final int CHARACTERS = 1 << 20;

    private final String source;
    private final Path base;
    private final Problems problems;
    private final Map<Node, Boolean> open = new IdentityHashMap<>();

    YamlDocument(String source, Path base, Problems problems) {
        this.source = source;
        this.base = base;
        this.problems = problems;
    }

    /** The document's fields; none when it cannot be parsed, which is a problem then. */
    Fields parse(String text) {
        Location start = Location.startOf(source, base);
        Fields none = new Fields(Map.of(), start);
        LoadSettings settings =
                LoadSettings.builder().setLabel(source).setCodePointLimit(CHARACTERS).build();
        try {
            Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
            Optional<Node> root =
                    documents.hasNext() ? Optional.of(documents.next()) : Optional.empty();
            if (documents.hasNext()) {
                problems.add(
                        location(documents.next()),
                        "a second document",
                        "keep one box to a file; remove the `---`");
            }
            return root.map(this::fields).orElse(none);
        } catch (MarkedYamlEngineException e) {
            problems.add(
                    e.getProblemMark().map(this::location).orElse(start),
                    "not valid YAML: " + e.getProblem(),
                    "mend the syntax; indentation is made of spaces");
        } catch (YamlEngineException e) {
            problems.add(start, "not valid YAML: " + e.getMessage(), "mend the syntax");
        }
        return none;
    }

    private Fields fields(Node root) {
        if (setting(root) instanceof Fields fields) {
            return fields;
        }
        boolean empty = root.getTag().equals(Tag.NULL);
        if (!empty) {
            problems.add(location(root), "not a mapping of keys to values", "write `key: value`");
        }
        return new Fields(Map.of(), location(root));
    }

    private Setting setting(Node node) {
        if (open.put(node, true) != null) {
            problems.add(location(node), "an alias that contains itself", "write the value out");
            return new Scalar("", Kind.NOTHING, location(node));
        }
        try {
            if (node instanceof MappingNode mapping) {
                return mapping(mapping);
            }
            if (node instanceof SequenceNode sequence) {
                List<Setting> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(setting(item)));
                return new Items(items, location(node));
            }
            return new Scalar(((ScalarNode) node).getValue(), kind(node), location(node));
        } finally {
            open.remove(node);
        }
    }

    private Fields mapping(MappingNode mapping) {
        Map<String, Field> byKey = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Location place = location(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(place, "a key that is not a word", "write `key: value`");
                continue;
            }
            Field before =
                    byKey.putIfAbsent(
                            key.getValue(), new Field(place, setting(tuple.getValueNode())));
            if (before != null) {
                problems.add(
                        place,
                        "`" + key.getValue() + "` is here twice",
                        "keep one; the first is at " + before.location());
            }
        }
        return new Fields(byKey, location(mapping));
    }

    private static Kind kind(Node node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return Kind.NOTHING;
        }
        if (tag.equals(Tag.BOOL)) {
            return Kind.BOOLEAN;
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Kind.NUMBER : Kind.TEXT;
    }

    private Location location(Node node) {
        return node.getStartMark().map(this::location).orElse(Location.startOf(source, base));
    }

    private Location location(Mark mark) {
        return new Location(source, mark.getLine() + 1, mark.getColumn() + 1, base);
    }
}
