package dev.nordbox.appliance.render.yaml;

import java.util.List;

/**
 * Writes a tree the way its source has it: order, styles and comments stay, indentation becomes two
 * columns. This is the text go-yaml v3 writes, which the original shows in messages and puts back
 * into scalars that hold YAML of their own.
 */
public final class SourceText {
    private static final int LONGEST_SIMPLE_KEY = 128;

    private final ScalarWriter out = new ScalarWriter(Integer.MAX_VALUE);
    private int indent = -ScalarWriter.INDENT;

    private SourceText() {}

    /** The text of one document; it ends with a newline. */
    public static String of(Node node) {
        SourceText text = new SourceText();
        String head = node.isScalar() ? "" : node.comments().head();
        if (!head.isEmpty()) {
            text.out.writeComment(head, 0);
            text.out.emptyLine();
        }
        text.write(node, false);
        String foot = node.comments().foot();
        if (!foot.isEmpty()) {
            text.out.separateBelow(0);
            text.foot(foot, 0);
        }
        return text.out.finish();
    }

    private void write(Node node, boolean fieldValue) {
        if (node instanceof MapNode map) {
            if (map.isEmpty() || map.style() == Style.FLOW) {
                writeFlow(map);
                lineComment(map.comments().line());
            } else {
                writeMap(map);
            }
        } else if (node instanceof ListNode list) {
            if (list.isEmpty() || list.style() == Style.FLOW) {
                writeFlow(list);
                lineComment(list.comments().line());
            } else {
                writeList(list, fieldValue);
            }
        } else {
            writeScalar((ScalarNode) node);
        }
    }

    private void writeScalar(ScalarNode node) {
        Scalar scalar = scalar(node);
        writeTag(node);
        out.writeScalar(scalar, Math.max(indent, 0) + ScalarWriter.INDENT);
        Style style = scalar.style(false, false);
        if (style != Style.LITERAL && style != Style.FOLDED) {
            lineComment(node.comments().line());
        }
    }

    private void writeList(ListNode list, boolean fieldValue) {
        boolean compact = fieldValue && (out.isAtLineStart() || !out.isInIndentation());
        int step = indent < 0 || !compact ? ScalarWriter.INDENT : 0;
        indent += step;
        for (Node item : list) {
            head(item.comments().head());
            out.writeIndent(indent);
            out.writeIndicator("-", true, false, true);
            write(item, false);
            foot(item.comments().foot(), indent);
        }
        indent -= step;
    }

    private void writeMap(MapNode map) {
        indent += ScalarWriter.INDENT;
        String tail = "";
        for (MapNode.Field field : map.fields()) {
            foot(tail, indent);
            Comments comments = field.key().comments();
            head(comments.head());
            out.writeIndent(indent);
            writeKey(field.key());
            boolean nested = isBlock(field.value());
            if (nested) {
                lineComment(comments.line());
            }
            write(field.value(), true);
            if (!nested && field.value().comments().line().isEmpty()) {
                lineComment(comments.line());
            }
            foot(field.value().comments().foot(), indent);
            tail = comments.foot();
        }
        foot(tail, indent);
        indent -= ScalarWriter.INDENT;
    }

    private void writeKey(ScalarNode key) {
        Scalar scalar = scalar(key);
        if (scalar.isMultiline() || Utf8.length(scalar.text()) > LONGEST_SIMPLE_KEY) {
            out.writeIndicator("?", true, false, true);
            out.writeScalar(scalar, indent + ScalarWriter.INDENT);
            out.writeIndent(indent);
            out.writeIndicator(":", true, false, true);
        } else {
            writeTag(key);
            out.writeKey(scalar, indent + ScalarWriter.INDENT);
            out.writeIndicator(":", false, false, false);
        }
    }

    private void writeFlow(Node node) {
        boolean map = node.isMap();
        out.writeIndicator(map ? "{" : "[", true, true, false);
        boolean first = true;
        List<MapNode.Field> fields = map ? ((MapNode) node).fields() : List.of();
        for (MapNode.Field field : fields) {
            separate(first);
            out.writeInFlow(scalar(field.key()), indent + ScalarWriter.INDENT, true);
            out.writeIndicator(":", false, false, false);
            writeFlowItem(field.value());
            first = false;
        }
        List<Node> items = map ? List.of() : ((ListNode) node).items();
        for (Node item : items) {
            separate(first);
            writeFlowItem(item);
            first = false;
        }
        out.writeIndicator(map ? "}" : "]", false, false, false);
    }

    private void separate(boolean first) {
        if (!first) {
            out.writeIndicator(",", false, false, false);
        }
    }

    private void writeFlowItem(Node item) {
        if (item instanceof ScalarNode scalar) {
            writeTag(scalar);
            out.writeInFlow(scalar(scalar), indent + ScalarWriter.INDENT, false);
        } else {
            writeFlow(item);
        }
    }

    private void writeTag(ScalarNode node) {
        if (needsTag(node)) {
            out.writeIndicator(node.tag(), true, false, false);
        }
    }

    private static boolean needsTag(ScalarNode node) {
        if (node.isTagged() || node.tag().isEmpty()) {
            return node.isTagged();
        }
        String implied = Schema.V3.resolve(node.value());
        boolean merge = node.tag().equals(Tag.MERGE);
        return !merge && !node.tag().equals(Tag.STRING) && !node.tag().equals(implied);
    }

    /** A scalar in the style it is written in, unless its text does not allow that. */
    static Scalar scalar(ScalarNode node) {
        Style style = node.style();
        if (style == Style.DEFAULT) {
            boolean string = node.tag().equals(Tag.STRING);
            if (node.value().indexOf('\n') >= 0) {
                style = Style.LITERAL;
            } else if (string
                    && !node.isTagged()
                    && !Schema.V3.resolve(node.value()).equals(Tag.STRING)) {
                style = Style.DOUBLE_QUOTED;
            }
        }
        return Scalar.ofSource(node.value(), style, node.comments().line());
    }

    private static boolean isBlock(Node node) {
        return node instanceof MapNode map && !map.isEmpty() && map.style() != Style.FLOW
                || node instanceof ListNode list && !list.isEmpty() && list.style() != Style.FLOW;
    }

    private void head(String comment) {
        if (!comment.isEmpty()) {
            out.writeIndent(indent);
            out.writeComment(comment, indent);
        }
    }

    private void lineComment(String comment) {
        if (!comment.isEmpty()) {
            if (!out.isAfterSpace()) {
                out.writeIndicator(" ", false, true, false);
            }
            out.writeComment(comment, indent);
        }
    }

    private void foot(String comment, int at) {
        if (!comment.isEmpty()) {
            out.writeIndent(at);
            out.writeComment(comment, at);
            out.separateBelow(at);
        }
    }
}
