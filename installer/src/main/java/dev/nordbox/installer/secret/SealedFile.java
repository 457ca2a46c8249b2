package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

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
            file.read();
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

    private void read() throws SealingException {
        List<String> problems = new ArrayList<>();
        for (Node document : documents) {
            for (SealedNode sealed : SealedNode.in(document)) {
                try {
                    objects.add(sealed.read(namespace));
                } catch (SealingException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SealingException(String.join("; ", problems));
        }
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
}
