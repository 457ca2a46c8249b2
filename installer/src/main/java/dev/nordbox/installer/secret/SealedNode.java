package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.secret.SealedFile.SealedObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A SealedSecret as it stands in YAML. */
record SealedNode(Node node) {

    /** Maps of which something is read: what is merged into them is in no place of its own. */
    private static final List<List<String>> WRITTEN_OUT =
            List.of(
                    List.of(),
                    List.of("metadata"),
                    List.of("metadata", "annotations"),
                    List.of("spec"),
                    List.of("spec", "encryptedData"),
                    List.of("spec", "template"),
                    List.of("spec", "template", "data"));

    /** Those of a document, of its lists too. */
    static List<SealedNode> in(Node document) {
        List<SealedNode> found = new ArrayList<>();
        find(document, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found;
    }

    private static void find(Node node, List<SealedNode> found, Set<Node> seen) {
        if (text(node, "kind").equals("List")
                && field(node, "items").orElse(node) instanceof SequenceNode list
                && seen.add(list)) {
            list.getValue().forEach(item -> find(item, found, seen));
        } else if (text(node, "kind").equals(SealedSecret.KIND)
                && text(node, "apiVersion").startsWith(SealedSecret.GROUP + "/")) {
            found.add(new SealedNode(node));
        }
    }

    /** Where it begins, counted from 1. */
    private int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /**
     * @param namespace of one that names none
     * @throws SealingException with all that a controller would refuse, or that is not looked at
     *     here
     */
    SealedObject read(String namespace) throws SealingException {
        try {
            refuseMergeKeys();
            SealedSecret sealed =
                    SealedSecret.of(Map.of("metadata", metadata(namespace), "spec", spec()));
            Map<String, ScalarNode> places = scalars("spec", "encryptedData");
            at("spec", "data")
                    .flatMap(SealedNode::scalar)
                    .ifPresent(whole -> places.put("spec.data", whole));
            Map<String, String> templates = new LinkedHashMap<>();
            scalars("spec", "template", "data")
                    .forEach((key, value) -> templates.put(key, value.getValue()));
            return new SealedObject(line(), SealedItems.of(sealed), places, templates);
        } catch (SealingException e) {
            throw new SealingException("line " + line() + ": " + e.getMessage());
        }
    }

    private void refuseMergeKeys() throws SealingException {
        for (List<String> path : WRITTEN_OUT) {
            Optional<Node> map = at(path.toArray(String[]::new));
            if (map.isPresent() && entries(map.get()).anyMatch(SealedNode::isMerge)) {
                throw new SealingException(
                        (path.isEmpty() ? "the object" : String.join(".", path))
                                + " takes fields by a merge key (<<), and these are neither"
                                + " verified nor resealed: write them out");
            }
        }
    }

    private Map<String, Object> metadata(String namespace) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", text(node, "metadata", "name"));
        String own = text(node, "metadata", "namespace");
        metadata.put("namespace", own.isEmpty() ? namespace : own);
        Map<String, Object> annotations = new LinkedHashMap<>();
        scalars("metadata", "annotations")
                .forEach((key, value) -> annotations.put(key, value.getValue()));
        metadata.put("annotations", annotations);
        return metadata;
    }

    private Map<String, Object> spec() {
        Map<String, Object> spec = new LinkedHashMap<>();
        for (String field : List.of("encryptedData", "data", "template")) {
            at("spec", field)
                    .filter(value -> !value.getTag().equals(Tag.NULL))
                    .ifPresent(value -> spec.put(field, plain(value)));
        }
        return spec;
    }

    private static Object plain(Node value) {
        if (!(value instanceof MappingNode)) {
            return textOrNode(value);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        entries(value).forEach(entry -> map.put(key(entry), textOrNode(entry.getValueNode())));
        return map;
    }

    /** What is no text, as a number or a list, stays a node: nobody takes it for one. */
    private static Object textOrNode(Node value) {
        return value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)
                ? scalar.getValue()
                : value;
    }

    private Map<String, ScalarNode> scalars(String... path) {
        Map<String, ScalarNode> scalars = new LinkedHashMap<>();
        at(path).stream()
                .flatMap(SealedNode::entries)
                .forEach(
                        entry ->
                                scalar(entry.getValueNode())
                                        .ifPresent(value -> scalars.put(key(entry), value)));
        return scalars;
    }

    private Optional<Node> at(String... path) {
        return at(node, path);
    }

    private static Optional<Node> at(Node node, String... path) {
        Optional<Node> found = Optional.of(node);
        for (String step : path) {
            found = found.flatMap(inside -> field(inside, step));
        }
        return found;
    }

    private static String text(Node node, String... path) {
        return at(node, path).flatMap(SealedNode::scalar).map(ScalarNode::getValue).orElse("");
    }

    private static Optional<ScalarNode> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
    }

    /** One of the map's own; else a merged one, so that what has it is found. */
    private static Optional<Node> field(Node node, String name) {
        return maps(node, Collections.newSetFromMap(new IdentityHashMap<>()))
                .flatMap(SealedNode::entries)
                .filter(entry -> key(entry).equals(name))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /** A map, and those that are merged into it; none that merges itself twice. */
    private static Stream<Node> maps(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return Stream.empty();
        }
        Stream<Node> merged =
                entries(node)
                        .filter(SealedNode::isMerge)
                        .map(NodeTuple::getValueNode)
                        .flatMap(
                                value ->
                                        value instanceof SequenceNode list
                                                ? list.getValue().stream()
                                                : Stream.of(value));
        return Stream.concat(Stream.of(node), merged.flatMap(map -> maps(map, seen)));
    }

    private static Stream<NodeTuple> entries(Node node) {
        return node instanceof MappingNode map
                ? map.getValue().stream().filter(e -> e.getKeyNode() instanceof ScalarNode)
                : Stream.empty();
    }

    private static String key(NodeTuple entry) {
        return ((ScalarNode) entry.getKeyNode()).getValue();
    }

    private static boolean isMerge(NodeTuple entry) {
        return key(entry).equals("<<")
                && ((ScalarNode) entry.getKeyNode()).getScalarStyle() == ScalarStyle.PLAIN;
    }
}
