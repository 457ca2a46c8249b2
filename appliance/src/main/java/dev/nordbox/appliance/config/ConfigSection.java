package dev.nordbox.appliance.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
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

/** One map of the file; what is wrong with it goes into a list that the whole file shares. */
final class ConfigSection {

    private static final int LONGEST_FILE_CODE_POINTS = 1 << 16;

    private final String file;
    private final String name;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final List<ConfigProblem> problems;

    private ConfigSection(String file, String name, int line, List<ConfigProblem> problems) {
        this.file = file;
        this.name = name;
        this.line = line;
        this.problems = problems;
    }

    /** The outermost map; an empty one, and a problem, when the text is none. */
    static ConfigSection root(
            String text, String file, Set<String> keys, List<ConfigProblem> problems) {
        ConfigSection root = new ConfigSection(file, "", 1, problems);
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(LONGEST_FILE_CODE_POINTS)
                        .setMaxAliasesForCollections(0)
                        .build();
        try {
            new Compose(settings).composeString(text).ifPresent(node -> root.fill(node, keys));
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            root.problem(at, "not YAML: " + e.getProblem(), "correct the syntax there");
        } catch (YamlEngineException e) {
            root.problem(0, "not YAML, or far too long", "write it as the reference shows");
        }
        return root;
    }

    /** The map under a key; an empty one when the key is not there. */
    ConfigSection section(String key, Set<String> keys) {
        Node node = values.get(key);
        ConfigSection section =
                new ConfigSection(file, key + ".", node == null ? line : lineOf(node), problems);
        if (node != null) {
            section.fill(node, keys);
        }
        return section;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Path> path(String key) {
        return text(
                key,
                text -> {
                    Path path = Path.of(text);
                    if (!path.isAbsolute()) {
                        throw new IllegalArgumentException("must be an absolute path");
                    }
                    return path.normalize();
                });
    }

    /** As {@link #text}; a problem when the key is not there. */
    <T> Optional<T> required(String key, Function<String, T> reading, String example) {
        if (!values.containsKey(key)) {
            problem(line, "'" + name + key + "' is missing", "add it: " + example);
        }
        return text(key, reading);
    }

    /**
     * The value of a key; empty when it is not there, or wrong.
     *
     * @param reading throws IllegalArgumentException, whose message goes on from the key
     */
    <T> Optional<T> text(String key, Function<String, T> reading) {
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
            problem(
                    lineOf(node),
                    "'" + name + key + "' has no value, or more than one",
                    "give it one value, or take the key out");
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            problem(lineOf(node), "'" + name + key + "': " + e.getMessage(), "correct the value");
            return Optional.empty();
        }
    }

    /** The values of a list; none when the key is not there, or wrong. */
    List<String> texts(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        boolean good = node instanceof SequenceNode;
        if (node instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                good &= each instanceof ScalarNode && !each.getTag().equals(Tag.NULL);
                if (each instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                }
            }
        }
        if (!good) {
            problem(lineOf(node), "'" + name + key + "' is not a list of values", "write [a, b]");
        }
        return good ? texts : List.of();
    }

    /**
     * The entries of a map of absolute paths, in their order; those that are right.
     *
     * @param reading of a key and its path; throws IllegalArgumentException with what is wrong
     */
    <T> List<T> each(String key, BiFunction<String, Path, T> reading) {
        Node node = values.get(key);
        if (!(node instanceof MappingNode map)) {
            problem(
                    node == null ? line : lineOf(node),
                    "'" + name + key + "' is not a map of paths",
                    "write {NAME: /path}");
            return List.of();
        }
        List<T> read = new ArrayList<>();
        ConfigSection entries = new ConfigSection(file, key + ".", lineOf(node), problems);
        for (NodeTuple tuple : map.getValue()) {
            String text = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (entries.values.putIfAbsent(text, tuple.getValueNode()) != null) {
                problem(
                        lineOf(tuple.getKeyNode()),
                        "'" + key + "." + text + "' is there twice",
                        "keep one of the two");
                continue;
            }
            Optional<Path> path = entries.path(text);
            try {
                path.map(found -> reading.apply(text, found)).ifPresent(read::add);
            } catch (IllegalArgumentException e) {
                problem(
                        lineOf(tuple.getKeyNode()),
                        "'" + name + key + "': " + e.getMessage(),
                        "correct it");
            }
        }
        return read;
    }

    /** A key that is well written, and wrong here. */
    void refuse(String key, String why, String remedy) {
        Node node = values.get(key);
        problem(node == null ? line : lineOf(node), "'" + name + key + "' " + why, remedy);
    }

    /** The values of a map whose keys are anybody's; none when the key is not there, or wrong. */
    Map<String, String> textsByName(String key) {
        Node node = values.get(key);
        if (node == null) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        boolean good = node instanceof MappingNode;
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    texts.put(name.getValue(), value.getValue());
                } else {
                    good = false;
                }
            }
        }
        if (!good) {
            problem(lineOf(node), "'" + name + key + "' is not a map of values", "write {a: b}");
        }
        return good ? texts : Map.of();
    }

    private void fill(Node node, Set<String> keys) {
        if (!(node instanceof MappingNode map)) {
            problem(
                    lineOf(node),
                    "'"
                            + (name.isEmpty() ? file : name.substring(0, name.length() - 1))
                            + "' is not a map of keys",
                    "known keys are " + new TreeSet<>(keys));
            return;
        }
        for (NodeTuple tuple : map.getValue()) {
            Node key = tuple.getKeyNode();
            String text = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!keys.contains(text)) {
                problem(lineOf(key), "unknown key '" + name + text + "'", suggestion(text, keys));
            } else if (values.putIfAbsent(text, tuple.getValueNode()) != null) {
                problem(lineOf(key), "'" + name + text + "' is there twice", "keep one of the two");
            }
        }
    }

    private static String suggestion(String text, Collection<String> keys) {
        return Spelling.closest(text, keys)
                .map(key -> "did you mean '" + key + "'?")
                .orElse("known keys are " + new TreeSet<>(keys));
    }

    private void problem(int at, String what, String remedy) {
        problems.add(new ConfigProblem(file, at, what, remedy));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
