package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.LabelSelector.Operator;
import dev.nordbox.appliance.render.kustomize.resource.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads label selectors the way Kubernetes' own parser does, wording included. */
final class LabelSelectorParser {
    private static final String SYMBOLS = "=!(),><";

    private final List<Token> tokens;
    private int at;

    /** What a token is; keywords are identifiers where a value is expected. */
    private enum Type {
        END,
        ERROR,
        IDENTIFIER,
        IN,
        NOT_IN,
        CLOSE,
        OPEN,
        COMMA,
        NOT,
        EQUALS,
        NOT_EQUALS,
        GREATER,
        LESS
    }

    private record Token(Type type, String text) {
        Token asValue() {
            return type == Type.IN || type == Type.NOT_IN ? new Token(Type.IDENTIFIER, text) : this;
        }
    }

    LabelSelectorParser(String text) {
        tokens = scan(text);
    }

    List<Requirement> parse() throws RenderException {
        List<Requirement> requirements = new ArrayList<>();
        while (true) {
            Token token = peek();
            if (token.type() == Type.END) {
                return requirements;
            }
            if (token.type() != Type.IDENTIFIER && token.type() != Type.NOT) {
                throw found(token, ", expected: !, identifier, or 'end of string'");
            }
            try {
                requirements.add(requirement());
            } catch (RenderException e) {
                throw e.prefixed("unable to parse requirement");
            }
            Token next = take();
            if (next.type() == Type.END) {
                return requirements;
            }
            if (next.type() != Type.COMMA) {
                throw found(next, ", expected: ',' or 'end of string'");
            }
            Token after = peek();
            if (after.type() != Type.IDENTIFIER && after.type() != Type.NOT) {
                throw found(after, ", expected: identifier after ','");
            }
        }
    }

    private Requirement requirement() throws RenderException {
        Token token = take();
        boolean negated = token.type() == Type.NOT;
        if (negated) {
            token = take();
        }
        if (token.type() != Type.IDENTIFIER) {
            throw found(token, ", expected: identifier");
        }
        String key = token.text();
        LabelSyntax.requireKey(key);
        Type next = peek().type();
        if (negated) {
            return new Requirement(key, Operator.DOES_NOT_EXIST, Set.of());
        }
        if (next == Type.END || next == Type.COMMA) {
            return new Requirement(key, Operator.EXISTS, Set.of());
        }
        Operator operator = operator();
        boolean set =
                tokens.get(at - 1).type() == Type.IN || tokens.get(at - 1).type() == Type.NOT_IN;
        Set<String> values = set ? values() : exactValue();
        if (operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN) {
            requireInteger(values.iterator().next());
        }
        for (String value : values) {
            LabelSyntax.requireValue(key, value);
        }
        return new Requirement(key, operator, values);
    }

    private Operator operator() throws RenderException {
        Token token = tokens.get(at++);
        return switch (token.type()) {
            case IN, EQUALS -> Operator.IN;
            case NOT_IN, NOT_EQUALS -> Operator.NOT_IN;
            case GREATER -> Operator.GREATER_THAN;
            case LESS -> Operator.LESS_THAN;
            default -> throw found(token, ", expected: '=', '!=', '==', 'in', notin'");
        };
    }

    private Set<String> exactValue() throws RenderException {
        Token token = peek();
        if (token.type() == Type.END || token.type() == Type.COMMA) {
            return Set.of("");
        }
        take();
        if (token.type() != Type.IDENTIFIER) {
            throw found(token, ", expected: identifier");
        }
        return Set.of(token.text());
    }

    private Set<String> values() throws RenderException {
        Token open = take();
        if (open.type() != Type.OPEN) {
            throw found(open, " expected: '('");
        }
        Token first = peek();
        if (first.type() == Type.CLOSE) {
            take();
            return Set.of("");
        }
        if (first.type() != Type.IDENTIFIER && first.type() != Type.COMMA) {
            throw found(first, ", expected: ',', ')' or identifier");
        }
        Set<String> values = new TreeSet<>();
        while (true) {
            Token token = take();
            if (token.type() == Type.IDENTIFIER) {
                values.add(token.text());
                Token next = peek();
                if (next.type() == Type.CLOSE) {
                    break;
                }
                if (next.type() != Type.COMMA) {
                    throw found(next, ", expected: ',' or ')'");
                }
            } else if (token.type() == Type.COMMA) {
                if (values.isEmpty()) {
                    values.add("");
                }
                Type next = peek().type();
                if (next == Type.CLOSE) {
                    values.add("");
                    break;
                }
                if (next == Type.COMMA) {
                    take();
                    values.add("");
                }
            } else {
                throw found(token, ", expected: ',', or identifier");
            }
        }
        take();
        return values;
    }

    private static void requireInteger(String value) throws RenderException {
        try {
            Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new RenderException("for 'Gt', 'Lt' operators, the value must be an integer", e);
        }
    }

    private Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1)).asValue();
    }

    private Token take() {
        Token token = peek();
        at++;
        return token;
    }

    private static RenderException found(Token token, String expected) {
        return new RenderException("found '" + token.text() + "'" + expected);
    }

    private static List<Token> scan(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
                continue;
            }
            int end = SYMBOLS.indexOf(c) >= 0 ? symbolEnd(text, at) : wordEnd(text, at);
            String word = text.substring(at, end);
            tokens.add(new Token(type(word), word));
            at = end;
        }
        tokens.add(new Token(Type.END, ""));
        return tokens;
    }

    private static int symbolEnd(String text, int at) {
        boolean two = text.startsWith("==", at) || text.startsWith("!=", at);
        return at + (two ? 2 : 1);
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length()
                && SYMBOLS.indexOf(text.charAt(at)) < 0
                && !isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static Type type(String word) {
        return switch (word) {
            case ")" -> Type.CLOSE;
            case "(" -> Type.OPEN;
            case "," -> Type.COMMA;
            case "!" -> Type.NOT;
            case "=", "==" -> Type.EQUALS;
            case "!=" -> Type.NOT_EQUALS;
            case ">" -> Type.GREATER;
            case "<" -> Type.LESS;
            case "in" -> Type.IN;
            case "notin" -> Type.NOT_IN;
            default -> Type.IDENTIFIER;
        };
    }
}
