package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.yaml.Token.Type;
import java.util.HashMap;
import java.util.Map;

/** The directives in front of a document, and what they make of tags. */
final class TagDirectives {
    private static final String CORE = "tag:yaml.org,2002:";

    private final Map<String, String> prefixes = new HashMap<>();

    void clear() {
        prefixes.clear();
    }

    void read(TokenScanner scanner) throws ParseProblem {
        boolean versioned = false;
        for (Token token = scanner.peek();
                token.type() == Type.VERSION_DIRECTIVE || token.type() == Type.TAG_DIRECTIVE;
                token = scanner.peek()) {
            if (token.type() == Type.TAG_DIRECTIVE) {
                if (prefixes.putIfAbsent(token.value(), token.suffix()) != null) {
                    throw ParseProblem.parsing("found duplicate %TAG directive", token.start());
                }
            } else if (versioned) {
                throw ParseProblem.parsing("found duplicate %YAML directive", token.start());
            } else if (!token.value().equals("1.1")) {
                throw ParseProblem.parsing("found incompatible YAML document", token.start());
            } else {
                versioned = true;
            }
            scanner.skip();
        }
    }

    /** The tag a token means, YAML's own in their short form. */
    String expand(Token token, Mark node) throws ParseProblem {
        String handle = token.value();
        String prefix =
                switch (handle) {
                    case "" -> "";
                    case "!" -> prefixes.getOrDefault(handle, "!");
                    case "!!" -> prefixes.getOrDefault(handle, CORE);
                    default -> prefixes.getOrDefault(handle, "");
                };
        if (!handle.isEmpty() && prefix.isEmpty()) {
            throw ParseProblem.parsing("found undefined tag handle", node, token.start());
        }
        String tag = prefix + token.suffix();
        return tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
    }
}
