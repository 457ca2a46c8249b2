package dev.nordbox.installer.secret;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Other values in a YAML text where they stand. What belongs to a value beside its characters
 * stays: anchor, tag, quotes, the header line of a block.
 */
final class ValuesInPlace {
    /** Anchor and tag, with which the marks of a value begin. */
    private static final Pattern PROPERTIES = Pattern.compile("(?:\\s++|#[^\r\n]*+|[&!]\\S*+)*+");

    /** Its header, to where its first line begins. */
    private static final Pattern BLOCK = Pattern.compile("[|>][^\r\n]*+[\r\n]\\s*+");

    private ValuesInPlace() {}

    /**
     * @param values by what stands in the text, which its aliases are, too
     */
    static String replaced(String text, Map<ScalarNode, String> values) {
        int[] points = text.codePoints().toArray(); // which marks count
        List<ScalarNode> nodes =
                values.keySet().stream().sorted(Comparator.comparing(ValuesInPlace::from)).toList();
        StringBuilder result = new StringBuilder();
        int done = 0;
        for (ScalarNode node : nodes) {
            int to = node.getEndMark().orElseThrow().getIndex();
            result.append(new String(points, done, from(node) - done));
            String old = new String(points, from(node), to - from(node));
            result.append(written(old, values.get(node)));
            done = to;
        }
        return result.append(new String(points, done, points.length - done)).toString();
    }

    private static int from(Node node) {
        return node.getStartMark().orElseThrow().getIndex();
    }

    /** The line breaks after it stay as well: the marks of a block include them. */
    private static String written(String old, String value) {
        int begin = end(PROPERTIES, old, 0);
        int inside = end(BLOCK, old, begin);
        String quote = old.startsWith("\"", begin) ? "\"" : old.startsWith("'", begin) ? "'" : "";
        return old.substring(0, inside)
                + quote
                + value
                + quote
                + old.substring(old.stripTrailing().length());
    }

    /** Where a match that begins at {@code from} ends; there without one. */
    private static int end(Pattern pattern, String text, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : from;
    }
}
