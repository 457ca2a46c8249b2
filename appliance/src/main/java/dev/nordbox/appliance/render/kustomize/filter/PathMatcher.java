package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.regex.GoRegex;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds all nodes a path leads to. Unlike {@link PathLookup} it knows {@code *}, and the value in
 * {@code [name=value]} is a regular expression that may match a part of the text.
 */
final class PathMatcher {
    private static final String NOTHING =
            "wrong node kind: expected %s but got : node contents:\nnull\n";

    private final Optional<NodeKind> create;

    private PathMatcher(Optional<NodeKind> create) {
        this.create = create;
    }

    /** A node that was found, and the way to put another into its place. */
    record Match(Node node, Place place) {}

    /** Where a node stands. */
    @FunctionalInterface
    interface Place {
        void put(Node other);
    }

    /**
     * @param create what to make at the end of a path that is missing; empty makes nothing
     */
    static List<Match> match(Node root, List<String> path, Optional<NodeKind> create)
            throws RenderException {
        Place rootStays =
                other -> {
                    if (root instanceof MapNode map && other instanceof MapNode content) {
                        map.setFields(content.fields());
                    }
                };
        return new PathMatcher(create).match(new Match(root, rootStays), path);
    }

    private List<Match> match(Match at, List<String> path) throws RenderException {
        if (path.isEmpty()) {
            return List.of(at);
        }
        String part = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (PathPart.isIndex(part)) {
            return matchIndex(at.node(), Integer.parseInt(part), rest);
        }
        if (PathPart.isElementMatch(part)) {
            return matchElements(at.node(), part, rest);
        }
        if (part.equals("*")) {
            return matchEvery(at.node(), rest);
        }
        return matchField(at.node(), part, rest);
    }

    private List<Match> matchEvery(Node node, List<String> rest) throws RenderException {
        List<Match> found = new ArrayList<>();
        for (Match element : elements(node)) {
            found.addAll(match(element, rest));
        }
        return found;
    }

    private List<Match> matchIndex(Node node, int index, List<String> rest) throws RenderException {
        List<Match> elements = elements(node);
        if (elements.size() == index && create.isPresent()) {
            ListNode list = listOf(node);
            list.add(kindBefore(rest).create());
            elements = elements(list);
        }
        if (elements.size() <= index) {
            throw new RenderException(
                    "index %d specified but only %d elements found"
                            .formatted(index, elements.size()));
        }
        return match(elements.get(index), rest);
    }

    private List<Match> matchElements(Node node, String part, List<String> rest)
            throws RenderException {
        PathPart.ElementMatch wanted = PathPart.elementMatch(part);
        List<Match> found = matchingElements(node, wanted, rest);
        if (!found.isEmpty() || create.isEmpty()) {
            return found;
        }
        ListNode list = listOf(node);
        ScalarNode value = ScalarNode.untyped(wanted.value());
        list.add(
                wanted.field().isEmpty()
                        ? value
                        : new MapNode().add(ScalarNode.untyped(wanted.field()), value));
        return matchingElements(list, wanted, rest);
    }

    /** An element made in null is lost, as in the original, where a scalar has no elements. */
    private static ListNode listOf(Node node) {
        return node instanceof ListNode present ? present : new ListNode();
    }

    private List<Match> matchingElements(Node node, PathPart.ElementMatch wanted, List<String> rest)
            throws RenderException {
        List<Match> found = new ArrayList<>();
        List<Match> elements = elements(node);
        if (elements.isEmpty()) {
            return found;
        }
        GoRegex pattern = GoRegex.compile(wanted.value());
        for (Match element : elements) {
            boolean primitive = wanted.field().isEmpty();
            Optional<Node> compared =
                    primitive ? Optional.of(element.node()) : element.node().at(wanted.field());
            if (compared.isPresent() && pattern.find(SourceText.of(compared.get()).strip())) {
                // The rest of a path behind a primitive is not looked at.
                found.addAll(primitive ? List.of(element) : match(element, rest));
            }
        }
        return found;
    }

    private List<Match> matchField(Node node, String name, List<String> rest)
            throws RenderException {
        if (name.isEmpty()) {
            // The field without a name is the scalar itself, for kyaml.
            NodeKinds.requireScalar(node);
            return List.of();
        }
        NodeKinds.requireMap(node);
        // A field made in null is lost, as in the original, where a scalar has no fields.
        MapNode map = node instanceof MapNode present ? present : new MapNode();
        Optional<Node> field = map.get(name);
        if (field.isEmpty()) {
            if (create.isEmpty()) {
                return List.of();
            }
            Node made = kindBefore(rest).create();
            map.add(ScalarNode.untyped(name), made);
            field = Optional.of(made);
        }
        if (field.get() instanceof ScalarNode scalar && !rest.isEmpty()) {
            Node content =
                    StructuredText.parse(scalar)
                            .orElseThrow(
                                    () ->
                                            new RenderException(
                                                    NOTHING.formatted(kindWantedBy(rest.get(0)))));
            // What is found inside of a text that holds YAML is a copy: nothing will change.
            return match(new Match(content, other -> {}), rest);
        }
        return match(new Match(field.get(), other -> map.put(name, other)), rest);
    }

    private static String kindWantedBy(String part) {
        if (part.isEmpty()) {
            return "ScalarNode";
        }
        boolean list =
                PathPart.number(part).isPresent()
                        || PathPart.isElementMatch(part)
                        || part.equals("*");
        return list ? "SequenceNode" : "MappingNode";
    }

    private NodeKind kindBefore(List<String> rest) {
        return PathPart.kindBefore(rest.isEmpty() ? "" : rest.get(0), create.orElseThrow());
    }

    private static List<Match> elements(Node node) throws RenderException {
        NodeKinds.requireList(node);
        List<Match> elements = new ArrayList<>();
        if (node instanceof ListNode list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                elements.add(new Match(list.get(i), other -> list.set(index, other)));
            }
        }
        return elements;
    }
}
