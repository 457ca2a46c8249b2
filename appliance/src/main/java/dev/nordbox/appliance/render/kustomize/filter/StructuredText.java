package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.JsonWriter;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.SourceText;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;
import java.util.Optional;

/** A scalar whose text is YAML or JSON of its own, such as a configuration file in a ConfigMap. */
final class StructuredText {
    private StructuredText() {}

    /** What the text holds; nothing when it is blank or a comment. */
    static Optional<Node> parse(ScalarNode scalar) throws RenderException {
        return YamlParser.forResources().parseFirst(scalar.value());
    }

    /**
     * Writes a value to a path that leads into the text of a scalar. JSON is written back as JSON,
     * anything else as YAML.
     *
     * @return whether the path does lead into such a text, and to a field that is there
     */
    static boolean write(Node target, Node value, List<String> path, Optional<NodeKind> create)
            throws RenderException {
        for (int split = 1; split < path.size(); split++) {
            Optional<ScalarNode> scalar = scalarAt(target, path.subList(0, split));
            Optional<Node> parsed = scalar.flatMap(StructuredText::tryParse);
            if (parsed.isPresent()) {
                List<String> rest = path.subList(split, path.size());
                return writeInto(scalar.orElseThrow(), parsed.get(), value, rest, create);
            }
        }
        return false;
    }

    private static boolean writeInto(
            ScalarNode scalar,
            Node content,
            Node value,
            List<String> path,
            Optional<NodeKind> create)
            throws RenderException {
        List<PathMatcher.Match> matches;
        try {
            matches = PathMatcher.match(content, path, create);
        } catch (RenderException e) {
            return Stopped.orElse(e, false);
        }
        for (PathMatcher.Match match : matches) {
            if (match.node() instanceof ScalarNode field) {
                field.setValue(value instanceof ScalarNode text ? text.value() : "");
            } else {
                match.place().put(value.copy());
            }
        }
        if (matches.isEmpty()) {
            return false;
        }
        Optional<String> text = serialize(content, scalar.value());
        text.ifPresent(scalar::setValue);
        return text.isPresent();
    }

    private static Optional<ScalarNode> scalarAt(Node target, List<String> path)
            throws RenderException {
        try {
            return PathLookup.find(target, path).flatMap(Node::asScalar);
        } catch (RenderException e) {
            return Stopped.orElse(e, Optional.empty());
        }
    }

    private static Optional<Node> tryParse(ScalarNode scalar) {
        try {
            return parse(scalar);
        } catch (RenderException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> serialize(Node content, String original)
            throws RenderException {
        String text = original.strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.of(SourceText.of(content).strip());
        }
        try {
            Object values = PlainValues.of(content);
            boolean pretty = original.contains("\n") && original.contains("  ");
            return Optional.of(pretty ? JsonWriter.indented(values) : JsonWriter.compact(values));
        } catch (RenderException e) {
            return Stopped.orElse(e, Optional.empty());
        }
    }
}
