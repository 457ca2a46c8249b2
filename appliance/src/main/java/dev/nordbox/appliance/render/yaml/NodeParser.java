package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.Token.Type;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Builds node trees from tokens: the productions of YAML's grammar as libyaml has them, comments
 * attached where go-yaml v3 attaches them.
 */
final class NodeParser {
    private static final Set<Type> AFTER_BLOCK_VALUE =
            EnumSet.of(Type.KEY, Type.VALUE, Type.BLOCK_END);

    private static final int LONGEST_WORD = 32;

    private final Schema schema;
    private final NodeBudget budget;
    private final TokenScanner scanner;
    private final Anchors anchors;
    private final TagDirectives directives = new TagDirectives();
    private final MergeKeys mergeKeys;
    private final Map<String, String> words = new HashMap<>();
    private String stem = "";

    NodeParser(Schema schema, NodeBudget budget, String text) {
        this.schema = schema;
        this.budget = budget;
        this.scanner = new TokenScanner(text);
        this.mergeKeys = new MergeKeys(schema);
        this.anchors = new Anchors(this.budget);
    }

    /** What the parser reads from; comments that no node has taken yet wait there. */
    TokenScanner scanner() {
        return scanner;
    }

    TagDirectives directives() {
        return directives;
    }

    /** The root of a document. Its anchors are its own. */
    Node root() throws ParseProblem, RenderException {
        anchors.clear();
        return node(true, false, 0);
    }

    /** What is wrong with the merge keys of all that was read. */
    void checkMergeKeys() throws YamlException {
        mergeKeys.check();
    }

    /**
     * One value.
     *
     * @param block whether block collections may start here
     * @param indentless whether a list may stand at the indentation of its key
     */
    private Node node(boolean block, boolean indentless, int depth)
            throws ParseProblem, RenderException {
        budget.node(depth);
        Token token = scanner.peek();
        if (token.type() == Type.ALIAS) {
            Node expanded = anchors.expand(token.value(), depth);
            scanner.pending().take();
            scanner.skip();
            return expanded;
        }
        Properties properties = Properties.read(scanner, directives);
        token = scanner.peek();
        int line = properties.start().line() + 1;
        anchors.open(properties.anchor());
        Node node = content(token, properties, block, indentless, depth);
        node.setLine(line);
        anchors.close(properties.anchor(), node);
        return node;
    }

    private Node content(
            Token token, Properties properties, boolean block, boolean indentless, int depth)
            throws ParseProblem, RenderException {
        switch (token.type()) {
            case SCALAR -> {
                ScalarNode scalar = scalar(token, properties.tag());
                scalar.setComments(scanner.pending().take());
                scanner.skip();
                return scalar;
            }
            case FLOW_SEQUENCE_START -> {
                Comments comments = scanner.pending().take();
                return flowList(tagged(new ListNode(), properties, Style.FLOW), comments, depth);
            }
            case FLOW_MAPPING_START -> {
                Comments comments = scanner.pending().take();
                return flowMap(tagged(new MapNode(), properties, Style.FLOW), comments, depth);
            }
            default -> {
                if (indentless && token.type() == Type.BLOCK_ENTRY) {
                    return indentlessList(tagged(new ListNode(), properties, Style.DEFAULT), depth);
                }
                if (block && token.type() == Type.BLOCK_SEQUENCE_START) {
                    return blockList(tagged(new ListNode(), properties, Style.DEFAULT), depth);
                }
                if (block && token.type() == Type.BLOCK_MAPPING_START) {
                    return blockMap(tagged(new MapNode(), properties, Style.DEFAULT), depth);
                }
                if (!properties.isEmpty()) {
                    Token nothing = Token.scalar(token.start(), token.start(), "", Style.DEFAULT);
                    return scalar(nothing, properties.tag());
                }
                throw ParseProblem.parsing(
                        "did not find expected node content", properties.start(), token.start());
            }
        }
    }

    private ScalarNode scalar(Token token, String tag) {
        boolean tagged = !tag.isEmpty() && !tag.equals("!");
        String meant = tagged ? tag : implicitTag(token.style(), token.value());
        ScalarNode scalar = ScalarNode.of(meant, shared(token.value()));
        scalar.setStyle(token.style());
        scalar.setTagged(tagged);
        return scalar;
    }

    /** The same few words make most keys and many values: each is kept once. */
    private String shared(String text) {
        return text.length() > LONGEST_WORD ? text : words.computeIfAbsent(text, word -> word);
    }

    private String implicitTag(Style style, String text) {
        if (style != Style.DEFAULT) {
            return Tag.STRING;
        }
        return text.equals(MergeKeys.NAME) ? Tag.MERGE : schema.resolve(text);
    }

    static Node empty(Mark mark) {
        ScalarNode nothing = ScalarNode.of(Tag.NULL, "");
        nothing.setLine(mark.line() + 1);
        return nothing;
    }

    private <N extends Node> N tagged(N node, Properties properties, Style style) {
        if (!properties.tag().isEmpty() && !properties.tag().equals("!")) {
            node.setTag(properties.tag());
            node.setTagged(true);
        }
        node.setStyle(style);
        String head = takeStem(style);
        node.setComments(head.isEmpty() ? Comments.NONE : new Comments(head, "", ""));
        return node;
    }

    private String takeStem(Style style) {
        if (style == Style.FLOW) {
            return "";
        }
        String taken = stem;
        stem = "";
        return taken;
    }

    private Node blockList(ListNode list, int depth) throws ParseProblem, RenderException {
        Mark start = scanner.peek().start();
        scanner.skip();
        while (is(Type.BLOCK_ENTRY)) {
            list.add(blockEntry(EnumSet.of(Type.BLOCK_ENTRY, Type.BLOCK_END), depth));
        }
        if (!is(Type.BLOCK_END)) {
            throw ParseProblem.parsing(
                    "did not find expected '-' indicator", start, scanner.peek().start());
        }
        scanner.skip();
        return list;
    }

    private Node indentlessList(ListNode list, int depth) throws ParseProblem, RenderException {
        Set<Type> ends = EnumSet.of(Type.BLOCK_ENTRY, Type.KEY, Type.VALUE, Type.BLOCK_END);
        while (is(Type.BLOCK_ENTRY)) {
            list.add(blockEntry(ends, depth));
        }
        return list;
    }

    private Node blockEntry(Set<Type> withoutContent, int depth)
            throws ParseProblem, RenderException {
        Mark mark = scanner.peek().end();
        int headBefore = scanner.pending().headLength();
        scanner.skip();
        // The comment above a dash is about the whole collection behind it, not its first field.
        if (headBefore > 0 && (is(Type.BLOCK_SEQUENCE_START) || is(Type.BLOCK_MAPPING_START))) {
            stem = scanner.pending().takeHead(headBefore);
        }
        return withoutContent.contains(type()) ? empty(mark) : node(true, false, depth + 1);
    }

    private Node blockMap(MapNode map, int depth) throws ParseProblem, RenderException {
        Mark start = scanner.peek().start();
        scanner.skip();
        MapFields fields = new MapFields(map, true, mergeKeys);
        while (is(Type.KEY)) {
            Mark mark = scanner.peek().end();
            scanner.skip();
            Node key =
                    AFTER_BLOCK_VALUE.contains(type()) ? empty(mark) : node(true, true, depth + 1);
            fields.key(key);
            fields.value(blockValue(depth));
        }
        if (!is(Type.BLOCK_END)) {
            throw ParseProblem.parsing("did not find expected key", start, scanner.peek().start());
        }
        fields.end(scanner.pending().take());
        scanner.skip();
        return map;
    }

    private Node blockValue(int depth) throws ParseProblem, RenderException {
        if (!is(Type.VALUE)) {
            return empty(scanner.peek().start());
        }
        Mark mark = scanner.peek().end();
        scanner.skip();
        return AFTER_BLOCK_VALUE.contains(type()) ? empty(mark) : node(true, true, depth + 1);
    }

    private Node flowList(ListNode list, Comments comments, int depth)
            throws ParseProblem, RenderException {
        Mark start = scanner.peek().start();
        scanner.skip();
        boolean first = true;
        while (!is(Type.FLOW_SEQUENCE_END)) {
            if (!first) {
                nextFlowEntry(start, "did not find expected ',' or ']'");
                if (is(Type.FLOW_SEQUENCE_END)) {
                    break;
                }
            }
            list.add(is(Type.KEY) ? singlePair(depth + 1) : node(false, false, depth + 1));
            first = false;
        }
        Comments last = scanner.pending().take();
        list.setComments(new Comments(comments.head(), last.line(), last.foot()));
        scanner.skip();
        return list;
    }

    /** {@code [a: b]} is a list of one map of one field. */
    private Node singlePair(int depth) throws ParseProblem, RenderException {
        budget.node(depth);
        MapNode map = new MapNode();
        map.setStyle(Style.FLOW);
        map.setLine(scanner.peek().start().line() + 1);
        MapFields fields = new MapFields(map, false, mergeKeys);
        Mark mark = scanner.peek().end();
        scanner.skip();
        Set<Type> ends = EnumSet.of(Type.VALUE, Type.FLOW_ENTRY, Type.FLOW_SEQUENCE_END);
        fields.key(ends.contains(type()) ? empty(mark) : node(false, false, depth + 1));
        fields.value(flowValue(Type.FLOW_SEQUENCE_END, depth));
        fields.end(Comments.NONE);
        return map;
    }

    private Node flowMap(MapNode map, Comments comments, int depth)
            throws ParseProblem, RenderException {
        Mark start = scanner.peek().start();
        scanner.skip();
        MapFields fields = new MapFields(map, false, mergeKeys);
        Set<Type> ends = EnumSet.of(Type.VALUE, Type.FLOW_ENTRY, Type.FLOW_MAPPING_END);
        boolean first = true;
        while (!is(Type.FLOW_MAPPING_END)) {
            if (!first) {
                nextFlowEntry(start, "did not find expected ',' or '}'");
                if (is(Type.FLOW_MAPPING_END)) {
                    break;
                }
            }
            if (is(Type.KEY)) {
                scanner.skip();
                fields.key(
                        ends.contains(type())
                                ? empty(scanner.peek().start())
                                : node(false, false, depth + 1));
                fields.value(flowValue(Type.FLOW_MAPPING_END, depth));
            } else {
                fields.key(node(false, false, depth + 1));
                fields.value(empty(scanner.peek().start()));
            }
            first = false;
        }
        Comments last = scanner.pending().take();
        fields.end(new Comments(comments.head(), last.line(), last.foot()));
        scanner.skip();
        return map;
    }

    private Node flowValue(Type end, int depth) throws ParseProblem, RenderException {
        if (is(Type.VALUE)) {
            scanner.skip();
            if (!is(Type.FLOW_ENTRY) && !is(end)) {
                return node(false, false, depth + 1);
            }
        }
        return empty(scanner.peek().start());
    }

    private void nextFlowEntry(Mark start, String problem) throws ParseProblem {
        if (!is(Type.FLOW_ENTRY)) {
            throw ParseProblem.parsing(problem, start, scanner.peek().start());
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
