package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file with SealedSecrets in it, YAML or JSON, whose values can be replaced where they stand:
 * every other character stays as it is, comments and order too.
 */
final class SealedFile {
    private static final int LONGEST_CODE_POINTS = 16 << 20;
    private static final Pattern ACTION = Pattern.compile("(?s)\\{\\{.*?}}");
    private static final Pattern ACTION_LINE = Pattern.compile("(?sm)^[ \t]*\\{\\{.*?}}[ \t]*$");

    private final String text;
    private final String namespace;
    private final List<Node> documents = new ArrayList<>();
    private final List<SealedObject> objects = new ArrayList<>();

    /**
     * @param line counted from 1
     * @param templates {@code spec.template.data}
     */
    record SealedObject(
            int line,
            SealedItems sealed,
            Map<String, ScalarNode> places,
            Map<String, String> templates) {}

    private SealedFile(String text, String namespace) {
        this.text = text;
        this.namespace = namespace;
    }

    /** Text that becomes YAML only when somebody renders it, as the templates of a chart do. */
    static final class Unrendered extends Exception {
        private static final long serialVersionUID = 1L;

        private Unrendered(String message) {
            super(message);
        }
    }

    /**
     * @param namespace of an object that names none
     * @throws SealingException when a SealedSecret in it cannot be read; the message names the line
     * @throws Unrendered when it is no YAML, for all that it is a template
     */
    static SealedFile parse(String text, String namespace) throws SealingException, Unrendered {
        SealedFile file = new SealedFile(text, namespace);
        if (!text.contains(SealedSecret.KIND)) {
            return file; // most files of a repository are something else, and not even YAML
        }
        try {
            file.documents.addAll(documents(text));
            for (Node document : file.documents) {
                file.find(document);
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            String what = "line " + line + ": not YAML";
            if (isTemplate(text)) {
                throw new Unrendered(what + " before it is rendered");
            }
            throw new SealingException(what);
        } catch (YamlEngineException e) {
            throw new SealingException("not YAML, or far too long");
        }
        return file;
    }

    private static List<Node> documents(String text) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(LONGEST_CODE_POINTS)
                        .setMaxAliasesForCollections(1000)
                        .build();
        List<Node> documents = new ArrayList<>();
        new Compose(settings).composeAllFromString(text).forEach(documents::add);
        return documents;
    }

    /** Only its actions keep it from being YAML: a SealedSecret's own template has such, too. */
    private static boolean isTemplate(String text) {
        String blank = ACTION.matcher(ACTION_LINE.matcher(text).replaceAll("")).replaceAll("x");
        try {
            return !blank.equals(text) && !documents(blank).isEmpty();
        } catch (YamlEngineException e) {
            return false;
        }
    }

    List<SealedObject> objects() {
        return objects;
    }

    /**
     * The text with other values.
     *
     * @param items by object, in the order of {@link #objects}; a value that is the same, or not
     *     named, stays untouched
     * @throws SealingException when that would be another text in more than these values
     */
    String with(List<Map<String, String>> items) throws SealingException {
        Map<ScalarNode, String> values = new IdentityHashMap<>();
        for (int i = 0; i < objects.size(); i++) {
            SealedObject object = objects.get(i);
            items.get(i)
                    .forEach(
                            (key, value) -> {
                                ScalarNode node = object.places().get(key);
                                if (node != null && !node.getValue().equals(value)) {
                                    // An alias is the same node again; one value serves both.
                                    values.putIfAbsent(node, value);
                                }
                            });
        }
        if (values.isEmpty()) {
            return text;
        }
        String written = ValuesInPlace.replaced(text, values);
        if (!isSame(written, values)) {
            throw new SealingException(
                    "its values cannot be replaced without changing something else");
        }
        return written;
    }

    private boolean isSame(String written, Map<ScalarNode, String> values) {
        try {
            return SameTree.of(documents, documents(written), values);
        } catch (YamlEngineException e) {
            return false;
        }
    }

    private void find(Node node) throws SealingException {
        Optional<Node> items = field(node, "items");
        if (text(node, "kind").equals("List")
                && items.isPresent()
                && items.get() instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                find(item);
            }
        } else if (text(node, "kind").equals(SealedSecret.KIND)
                && text(node, "apiVersion").startsWith(SealedSecret.GROUP + "/")) {
            add(node);
        }
    }

    private void add(Node node) throws SealingException {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", text(node, "metadata", "name"));
        String own = text(node, "metadata", "namespace");
        metadata.put("namespace", own.isEmpty() ? namespace : own);
        Map<String, Object> annotations = new LinkedHashMap<>();
        scalars(node, "metadata", "annotations")
                .forEach((key, value) -> annotations.put(key, value.getValue()));
        metadata.put("annotations", annotations);
        Map<String, ScalarNode> places = new LinkedHashMap<>();
        Map<String, Object> encrypted = new LinkedHashMap<>();
        scalars(node, "spec", "encryptedData").forEach(places::put);
        places.forEach((key, value) -> encrypted.put(key, value.getValue()));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("encryptedData", encrypted);
        field(node, "spec")
                .flatMap(s -> field(s, "data"))
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .ifPresent(
                        whole -> {
                            spec.put("data", whole.getValue());
                            places.put("spec.data", whole);
                        });
        try {
            SealedSecret sealed = SealedSecret.of(Map.of("metadata", metadata, "spec", spec));
            Map<String, String> templates = new LinkedHashMap<>();
            scalars(node, "spec", "template", "data")
                    .forEach((key, value) -> templates.put(key, value.getValue()));
            objects.add(new SealedObject(line, SealedItems.of(sealed), places, templates));
        } catch (SealingException e) {
            throw new SealingException("line " + line + ": " + e.getMessage());
        }
    }

    private static Map<String, ScalarNode> scalars(Node node, String... path) {
        Map<String, ScalarNode> scalars = new LinkedHashMap<>();
        Optional<Node> map = Optional.of(node);
        for (String step : path) {
            map = map.flatMap(inside -> field(inside, step));
        }
        if (map.isPresent() && map.get() instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    scalars.put(key.getValue(), value);
                }
            }
        }
        return scalars;
    }

    private static Optional<Node> field(Node node, String name) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
                    return Optional.of(tuple.getValueNode());
                }
            }
        }
        return Optional.empty();
    }

    private static String text(Node node, String... path) {
        Optional<Node> found = Optional.of(node);
        for (String step : path) {
            found = found.flatMap(inside -> field(inside, step));
        }
        return found.filter(ScalarNode.class::isInstance)
                .map(scalar -> ((ScalarNode) scalar).getValue())
                .orElse("");
    }
}
