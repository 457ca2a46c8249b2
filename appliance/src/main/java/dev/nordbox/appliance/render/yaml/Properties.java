package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.yaml.Token.Type;

/**
 * What stands before the content of a node.
 *
 * @param tag in its short form; {@code ""} for none, {@code !} for the one that means none
 * @param anchor {@code ""} for none
 */
record Properties(Mark start, String tag, String anchor) {

    /** Reads an anchor and a tag, in any order. */
    static Properties read(TokenScanner scanner, TagDirectives directives) throws ParseProblem {
        Token first = scanner.peek();
        String anchor = "";
        String tag = "";
        if (first.type() == Type.ANCHOR) {
            anchor = first.value();
            scanner.skip();
            tag = tag(scanner, directives, first.start());
        } else if (first.type() == Type.TAG) {
            tag = tag(scanner, directives, first.start());
            Token second = scanner.peek();
            if (second.type() == Type.ANCHOR) {
                anchor = second.value();
                scanner.skip();
            }
        }
        return new Properties(first.start(), tag, anchor);
    }

    private static String tag(TokenScanner scanner, TagDirectives directives, Mark start)
            throws ParseProblem {
        Token token = scanner.peek();
        if (token.type() != Type.TAG) {
            return "";
        }
        scanner.skip();
        return directives.expand(token, start);
    }

    boolean isEmpty() {
        return tag.isEmpty() && anchor.isEmpty();
    }
}
