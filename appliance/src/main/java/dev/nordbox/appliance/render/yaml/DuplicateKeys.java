package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * Says which keys stand twice, by the lines of the text that go-yaml v3 makes of a tree: the
 * original writes an object out and stumbles when it reads it back.
 */
final class DuplicateKeys {
    private final List<String> problems = new ArrayList<>();
    private int line = 1;

    /** The keys of one map that has been gone through, and the lines they stand on. */
    private record Key(String name, int line) {}

    private DuplicateKeys() {}

    static YamlException in(Node root) {
        DuplicateKeys keys = new DuplicateKeys();
        keys.visit(root, true, false);
        return new YamlException("yaml: unmarshal errors:\n" + String.join("\n", keys.problems));
    }

    /**
     * @param reports whether an outer map has no key twice: one that has is not looked into
     * @param inline whether an outer map or list stands on one line
     */
    private void visit(Node node, boolean reports, boolean inline) {
        boolean onOneLine = inline || isInline(node);
        if (node instanceof MapNode map) {
            visitMap(map, reports, onOneLine);
        } else if (node instanceof ListNode list) {
            for (Node item : list) {
                visitItem(item, reports, onOneLine);
            }
        } else if (!inline) {
            line += scalarLines((ScalarNode) node);
        }
    }

    private void visitItem(Node item, boolean reports, boolean inline) {
        if (inline) {
            visit(item, reports, true);
            return;
        }
        skip(item.comments().head());
        visit(item, reports, false);
        if (item.isScalar() || isInline(item)) {
            line++;
        }
    }

    private void visitMap(MapNode map, boolean reports, boolean inline) {
        int at = problems.size();
        List<Key> keys = new ArrayList<>();
        boolean unique = map.names().stream().distinct().count() == map.size();
        for (MapNode.Field field : map.fields()) {
            Node value = field.value();
            if (!inline) {
                skip(field.key().comments().head());
            }
            keys.add(new Key(field.name(), line));
            boolean below = !inline && !value.isScalar() && !isInline(value);
            line += below ? 1 : 0;
            visit(value, reports && unique, inline);
            line += !inline && !below ? 1 : 0;
        }
        if (reports && !unique) {
            problems.addAll(at, repeated(keys));
        }
    }

    private static List<String> repeated(List<Key> keys) {
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                if (keys.get(i).name().equals(keys.get(j).name())) {
                    repeated.add(
                            "  line %d: mapping key %s already defined at line %d"
                                    .formatted(
                                            keys.get(j).line(),
                                            GoSyntax.quote(keys.get(j).name()),
                                            keys.get(i).line()));
                }
            }
        }
        return repeated;
    }

    private void skip(String comment) {
        if (!comment.isEmpty()) {
            line += (int) comment.lines().count();
        }
    }

    private static boolean isInline(Node node) {
        return node.style() == Style.FLOW
                || node instanceof MapNode map && map.isEmpty()
                || node instanceof ListNode list && list.isEmpty();
    }

    /** The lines a scalar takes beyond its first. */
    private static int scalarLines(ScalarNode scalar) {
        boolean literal =
                scalar.style() == Style.LITERAL
                        || scalar.style() == Style.FOLDED
                        || scalar.style() == Style.DEFAULT && scalar.value().indexOf('\n') >= 0;
        return literal ? (int) scalar.value().lines().count() : 0;
    }
}
