package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderStopped;
import java.util.List;
import java.util.Optional;

/** Reads YAML (and JSON, which is YAML here) into node trees. Stateless and thread-safe. */
public final class YamlParser {
    private final Schema schema;
    private final YamlBudget budget;

    public YamlParser(Schema schema, YamlBudget budget) {
        this.schema = schema;
        this.budget = budget;
    }

    /** A parser for resources: go-yaml v3 and the default budget. */
    public static YamlParser forResources() {
        return new YamlParser(Schema.V3, YamlBudget.DEFAULT);
    }

    /** A parser for kustomization files and what else goes through YAML 1.1 to JSON. */
    public static YamlParser forConfiguration() {
        return new YamlParser(Schema.V2, YamlBudget.DEFAULT);
    }

    /**
     * All documents of a stream. A document without content is the null scalar.
     *
     * @throws YamlException with the original's wording, {@code yaml: line 4: did not find expected
     *     key}
     * @throws RenderStopped when the text costs more than the budget
     */
    public List<Node> parseDocuments(String text) throws YamlException, RenderStopped {
        return parser(text).documents();
    }

    /**
     * The first document of a stream; the null scalar when there is none. The rest of the stream is
     * not looked at.
     */
    public Node parse(String text) throws YamlException, RenderStopped {
        return parseFirst(text).orElseGet(() -> ScalarNode.of(Tag.NULL, ""));
    }

    /** The first document of a stream, if there is more in it than blanks and comments. */
    public Optional<Node> parseFirst(String text) throws YamlException, RenderStopped {
        return parser(text).documents(1).stream().findFirst();
    }

    private DocumentParser parser(String text) throws YamlException, RenderStopped {
        if (text.length() > budget.characters()) {
            throw new RenderStopped(
                    "yaml: the text has "
                            + text.length()
                            + " characters, more than the "
                            + budget.characters()
                            + " that are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Characters.isAllowed(text.charAt(i))) {
                throw new YamlException("yaml: control characters are not allowed");
            }
        }
        return new DocumentParser(schema, budget, text);
    }
}
