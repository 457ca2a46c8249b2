package dev.nordbox.appliance.render.yaml;

/** Fills a map with what is parsed, and finds the places of foot comments as go-yaml v3 does. */
final class MapFields {
    private final MapNode map;
    private final boolean block;
    private final MergeKeys mergeKeys;
    private ScalarNode key = ScalarNode.string("");
    private ScalarNode keyBefore = ScalarNode.string("");
    private boolean merges;

    MapFields(MapNode map, boolean block, MergeKeys mergeKeys) {
        this.map = map;
        this.mergeKeys = mergeKeys;
        this.block = block;
    }

    void key(Node node) {
        ScalarNode scalar = node instanceof ScalarNode plain ? plain : spelledOut(node);
        keyBefore = key;
        key = scalar;
        merges |= mergeKeys.concern(scalar);
        if (block && !map.isEmpty() && !scalar.comments().foot().isEmpty()) {
            // Found on the way to this key, at the end of the field before.
            keyBefore.setComments(withFoot(keyBefore.comments(), scalar.comments().foot()));
            scalar.setComments(withFoot(scalar.comments(), ""));
        }
    }

    void value(Node value) {
        String foot = value.comments().foot();
        if (key.comments().foot().isEmpty() && !foot.isEmpty()) {
            key.setComments(withFoot(key.comments(), foot));
            value.setComments(withFoot(value.comments(), ""));
        }
        map.add(key, value);
    }

    /**
     * @param last comments at the end of the map, the head from its start
     */
    void end(Comments last) {
        String head = last.head().isEmpty() || block ? map.comments().head() : last.head();
        String foot = last.foot();
        if (block && !foot.isEmpty() && !map.isEmpty()) {
            key.setComments(withFoot(key.comments(), foot));
            foot = "";
        }
        map.setComments(new Comments(head, last.line(), foot));
        if (merges) {
            mergeKeys.expand(map);
        }
    }

    /** A map or list as a key: no JSON holds one, which is told when the tree is written. */
    private static ScalarNode spelledOut(Node node) {
        ScalarNode key = ScalarNode.of(node.tag(), SourceText.of(node).strip());
        key.setLine(node.line());
        key.setTagged(true);
        return key;
    }

    private static Comments withFoot(Comments comments, String foot) {
        return new Comments(comments.head(), comments.line(), foot);
    }
}
