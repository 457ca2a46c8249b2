package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.yaml.Token.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the documents of a stream: what stands between their separators, and comments on them. */
final class DocumentParser {
    private static final Set<Type> DIRECTIVES =
            EnumSet.of(Type.VERSION_DIRECTIVE, Type.TAG_DIRECTIVE);
    private static final Set<Type> NO_CONTENT =
            EnumSet.of(
                    Type.VERSION_DIRECTIVE,
                    Type.TAG_DIRECTIVE,
                    Type.DOCUMENT_START,
                    Type.DOCUMENT_END,
                    Type.STREAM_END);

    private final Schema schema;
    private final NodeBudget budget;
    private final NodeParser nodes;
    private final TokenScanner scanner;

    DocumentParser(Schema schema, YamlBudget budget, String text) {
        this.schema = schema;
        this.budget = new NodeBudget(budget);
        this.nodes = new NodeParser(schema, this.budget, text);
        this.scanner = nodes.scanner();
    }

    List<Node> documents() throws YamlException, RenderStopped {
        return documents(Integer.MAX_VALUE);
    }

    /** The documents at the beginning; what follows may be no YAML at all. */
    List<Node> documents(int limit) throws YamlException, RenderStopped {
        try {
            List<Node> documents = new ArrayList<>();
            skipStreamStart();
            while (documents.size() < limit && hasDocument(documents.isEmpty())) {
                budget.document(documents.size());
                documents.add(document(documents.isEmpty()));
            }
            nodes.checkMergeKeys();
            return documents;
        } catch (ParseProblem problem) {
            throw problem.explain(schema);
        } catch (YamlException | RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            throw new YamlException(e.getMessage(), e);
        }
    }

    private boolean hasDocument(boolean first) throws ParseProblem {
        while (!first && is(Type.DOCUMENT_END)) {
            scanner.skip();
        }
        return !is(Type.STREAM_END);
    }

    private Node document(boolean first) throws ParseProblem, RenderException {
        Node root;
        String head = "";
        if (first && !DIRECTIVES.contains(type()) && !is(Type.DOCUMENT_START)) {
            scanner.peek();
            head = scanner.pending().takeDocumentHead();
            root = nodes.root();
        } else {
            nodes.directives().read(scanner);
            if (!is(Type.DOCUMENT_START)) {
                throw ParseProblem.parsing(
                        "did not find expected <document start>", scanner.peek().start());
            }
            scanner.skip();
            root =
                    NO_CONTENT.contains(type())
                            ? NodeParser.empty(scanner.peek().start())
                            : nodes.root();
        }
        scanner.peek();
        if (is(Type.DOCUMENT_END)) {
            scanner.skip();
        }
        nodes.directives().clear();
        Comments last = scanner.pending().take();
        String foot = last.foot().isEmpty() ? last.head() : last.foot();
        if (!root.isScalar()) {
            root.setComments(new Comments(head, root.comments().line(), foot));
        }
        return root;
    }

    private void skipStreamStart() throws ParseProblem {
        if (!is(Type.STREAM_START)) {
            throw ParseProblem.parsing(
                    "did not find expected <stream-start>", scanner.peek().start());
        }
        scanner.skip();
    }

    private Type type() throws ParseProblem {
        return scanner.peek().type();
    }

    private boolean is(Type type) throws ParseProblem {
        return type() == type;
    }
}
