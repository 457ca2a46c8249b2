package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NotJson;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.SourceText;
import dev.nordbox.appliance.render.yaml.YamlException;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads text into resources: documents are split, lists expanded, metadata checked. */
public final class ResourceFactory {
    private final Scope scope;
    private final Meter meter;
    private final YamlParser parser = YamlParser.forResources();

    public ResourceFactory(Scope scope, Meter meter) {
        this.scope = scope;
        this.meter = meter;
    }

    /** A resource around an object that is not in any tree yet. */
    public Resource of(MapNode node) {
        return new Resource(node, scope);
    }

    /**
     * The resources of a text.
     *
     * @param source what the text is, for the message when the budget is spent
     */
    public List<Resource> fromText(String text, String source) throws RenderException {
        List<Resource> resources = new ArrayList<>();
        for (Node node : expandLists(withMetadata(documents(text)))) {
            resources.add(new Resource((MapNode) node, scope));
        }
        meter.resources(source, resources.size());
        return resources;
    }

    /** The documents of a text as they stand, without those that are empty. */
    private List<Node> documents(String text) throws RenderException {
        List<String> texts = DocumentSplitter.split(text);
        List<Node> documents = new ArrayList<>();
        int above = 0;
        for (String each : texts) {
            Node document = parse(each);
            document.setLine(above + document.line()); // in the whole text, for people
            above += 1 + (int) each.chars().filter(c -> c == '\n').count();
            if (document.isNull()) {
                continue;
            }
            Optional<List<Node>> items =
                    texts.size() == 1 ? wrappedItems(document) : Optional.empty();
            documents.addAll(items.orElseGet(() -> List.of(document)));
        }
        return documents;
    }

    private Node parse(String text) throws RenderException {
        try {
            return parser.parse(text);
        } catch (YamlException e) {
            // Merge keys are resolved after the text was read, and say so in their own words.
            throw String.valueOf(e.getMessage()).startsWith("yaml: ")
                    ? e.prefixed("MalformedYAMLError")
                    : e;
        }
    }

    /** The items of a {@code List} or {@code ResourceList} that is alone in its text. */
    private static Optional<List<Node>> wrappedItems(Node document) {
        String kind = Metadata.of(document).kind();
        if (!kind.equals("List") && !kind.equals("ResourceList")) {
            return Optional.empty();
        }
        MapNode list = (MapNode) document;
        if (!list.has("items") && !list.has("functionConfig")) {
            return Optional.empty();
        }
        return Optional.of(list.get("items").map(ResourceFactory::contents).orElse(List.of()));
    }

    /** What stands directly below a node; a map has its keys there too. */
    private static List<Node> contents(Node node) {
        if (node instanceof MapNode map) {
            return map.fields().stream()
                    .flatMap(field -> Stream.of(field.key(), field.value()))
                    .toList();
        }
        return node.asList().map(ListNode::items).orElse(List.of());
    }

    private static List<Node> withMetadata(List<Node> nodes) throws RenderException {
        List<Node> valid = new ArrayList<>();
        for (Node node : nodes) {
            if (!MetaFields.isNilOrEmpty(node)) {
                Metadata.of(node).validate();
                valid.add(node);
            }
        }
        return valid;
    }

    /** Puts the items of each {@code FooList} behind everything else, as the original does. */
    private static List<Node> expandLists(List<Node> nodes) throws RenderException {
        Deque<Node> queue = new ArrayDeque<>(nodes);
        List<Node> expanded = new ArrayList<>();
        while (!queue.isEmpty()) {
            Node node = queue.pop();
            MapNode map = (MapNode) node;
            String kind = MetaFields.text(map, "kind");
            Optional<Node> items = map.get("items");
            if (!kind.endsWith("List") || items.isEmpty()) {
                expanded.add(node);
            } else if (items.get() instanceof ListNode list) {
                checkConvertible(map, kind);
                queue.addAll(withMetadata(normalized(list)));
            } else if (!items.get().isNull()) {
                throw new RenderException(
                        "expected array in %s/items, but found %s"
                                .formatted(kind, goType(items.get())));
            }
        }
        return expanded;
    }

    private static void checkConvertible(MapNode list, String kind) throws RenderException {
        try {
            PlainValues.ofUnwritten(list);
        } catch (NotJson e) {
            throw e;
        } catch (YamlException e) {
            String problem = String.valueOf(e.getMessage());
            throw new RenderException(
                    "trouble expanding list of %s; received error %s for the following resource:\n%s"
                            .formatted(kind, problem, SourceText.of(list)),
                    e);
        }
    }

    /** The items as JSON has them, a {@code List} among them taken apart. */
    private static List<Node> normalized(ListNode list) throws RenderException {
        List<Node> items = new ArrayList<>();
        for (Node item : list) {
            Node normal = PlainNodes.of(PlainValues.ofUnwritten(item));
            items.addAll(wrappedItems(normal).orElseGet(() -> List.of(normal)));
        }
        return items;
    }

    private static String goType(Node node) {
        if (node instanceof MapNode) {
            return "map[string]interface {}";
        }
        return switch (((ScalarNode) node).tag()) {
            case "!!int" -> "int";
            case "!!float" -> "float64";
            case "!!bool" -> "bool";
            default -> "string";
        };
    }
}
