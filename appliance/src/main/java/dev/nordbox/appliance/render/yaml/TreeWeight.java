package dev.nordbox.appliance.render.yaml;

/**
 * What a tree weighs.
 *
 * @param nodes maps, lists, scalars and keys
 * @param characters in scalars and keys
 * @param depth levels of nesting: 1 for a scalar
 */
public record TreeWeight(long nodes, long characters, int depth) {

    /** The weight of a tree. Counting stops somewhere above {@code enough}. */
    public static TreeWeight of(Node node, TreeWeight enough) {
        Scale scale = new Scale(enough);
        scale.add(node, 1);
        return new TreeWeight(scale.nodes, scale.characters, scale.depth);
    }

    public boolean fits(TreeWeight limit) {
        return nodes <= limit.nodes && characters <= limit.characters && depth <= limit.depth;
    }

    private static final class Scale {
        private final TreeWeight enough;
        private long nodes;
        private long characters;
        private int depth;

        Scale(TreeWeight enough) {
            this.enough = enough;
        }

        void add(Node node, int level) {
            nodes++;
            depth = Math.max(depth, level);
            if (nodes > enough.nodes || characters > enough.characters || depth > enough.depth) {
                return;
            }
            if (node instanceof MapNode map) {
                for (MapNode.Field field : map.fields()) {
                    add(field.key(), level);
                    add(field.value(), level + 1);
                }
            } else if (node instanceof ListNode list) {
                for (Node item : list) {
                    add(item, level + 1);
                }
            } else {
                characters += ((ScalarNode) node).value().length();
            }
        }
    }
}
