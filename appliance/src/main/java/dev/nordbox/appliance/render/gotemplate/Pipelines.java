package dev.nordbox.appliance.render.gotemplate;

import dev.nordbox.appliance.render.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what stands inside an action: declarations, commands and their words. */
final class Pipelines {
    private final Tokens tokens;
    private final Functions functions;
    private Declared variables = new Declared();
    private int depth;

    Pipelines(Tokens tokens, Functions functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    int variables() {
        return variables.count();
    }

    void forgetVariables(int from) {
        variables.forget(from);
    }

    Declared hideVariables() {
        Declared hidden = variables;
        variables = new Declared();
        return hidden;
    }

    void restoreVariables(Declared hidden) {
        variables = hidden;
    }

    Node.Pipe pipeline(String where, Kind end) {
        int position = tokens.peekNonSpace().position();
        List<Term.Variable> declared = new ArrayList<>();
        boolean assigns = declarations(where, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            Token token = tokens.nextNonSpace();
            if (token.is(end)) {
                check(commands, where);
                return new Node.Pipe(
                        position, assigns, List.copyOf(declared), List.copyOf(commands));
            }
            if (!startsOperand(token.kind())) {
                throw tokens.unexpected(token, where);
            }
            tokens.back();
            commands.add(command());
        }
    }

    /** {@code $x :=}, {@code $x =}, {@code $i, $x :=}; whether it assigns. */
    private boolean declarations(String where, List<Term.Variable> declared) {
        while (tokens.peekNonSpace().is(Kind.VARIABLE)) {
            Token variable = tokens.nextNonSpace();
            Optional<Token> space = Optional.empty();
            if (tokens.peek().is(Kind.SPACE)) {
                space = Optional.of(tokens.next());
            }
            Token next = tokens.peekNonSpace();
            boolean comma = next.is(Kind.CHAR) && next.text().equals(",");
            if (!comma && !next.is(Kind.ASSIGN) && !next.is(Kind.DECLARE)) {
                space.ifPresent(tokens::push);
                tokens.push(variable);
                return false;
            }
            tokens.nextNonSpace();
            declared.add(variable(variable.position(), variable.text()));
            variables.add(variable.text());
            if (!comma) {
                return next.is(Kind.ASSIGN);
            }
            if (!where.equals("range") || declared.size() > 1) {
                throw tokens.failure("too many declarations in " + where);
            }
            switch (tokens.peekNonSpace().kind()) {
                case VARIABLE, RIGHT_DELIM, RIGHT_PAREN -> {}
                default -> throw tokens.failure("range can only initialize variables");
            }
        }
        return false;
    }

    private static Term.Variable variable(int position, String text) {
        return new Term.Variable(position, List.of(text.split("\\.", -1)));
    }

    private static boolean startsOperand(Kind kind) {
        return switch (kind) {
            case BOOL, CHAR_CONSTANT, COMPLEX, DOT, FIELD, IDENTIFIER, NUMBER, NIL -> true;
            case RAW_STRING, STRING, VARIABLE, LEFT_PAREN -> true;
            default -> false;
        };
    }

    private void check(List<Node.Command> commands, String where) {
        if (commands.isEmpty()) {
            throw tokens.failure("missing value for " + where);
        }
        for (int i = 1; i < commands.size(); i++) {
            Term first = commands.get(i).words().get(0);
            boolean plain = isLiteral(first) || first instanceof Term.Dot;
            if (plain) {
                throw tokens.failure("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private static boolean isLiteral(Term term) {
        return term instanceof Term.Bool
                || term instanceof Term.Nil
                || term instanceof Term.Number
                || term instanceof Term.Quoted;
    }

    private Node.Command command() {
        int position = tokens.peekNonSpace().position();
        List<Term> words = new ArrayList<>();
        while (true) {
            tokens.peekNonSpace();
            operand().ifPresent(words::add);
            Token token = tokens.next();
            if (token.is(Kind.SPACE)) {
                continue;
            }
            if (token.is(Kind.RIGHT_DELIM) || token.is(Kind.RIGHT_PAREN)) {
                tokens.back();
            } else if (!token.is(Kind.PIPE)) {
                throw tokens.unexpected(token, "operand");
            }
            break;
        }
        if (words.isEmpty()) {
            throw tokens.failure("empty command");
        }
        return new Node.Command(position, List.copyOf(words));
    }

    private Optional<Term> operand() {
        Optional<Term> term = term();
        if (term.isEmpty() || !tokens.peek().is(Kind.FIELD)) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> names = new ArrayList<>();
        while (tokens.peek().is(Kind.FIELD)) {
            names.add(tokens.next().text().substring(1));
        }
        Term head = term.get();
        if (head instanceof Term.Field field) {
            return Optional.of(new Term.Field(position, joined(field.names(), names)));
        } else if (head instanceof Term.Variable variable) {
            return Optional.of(new Term.Variable(position, joined(variable.names(), names)));
        } else if (isLiteral(head) || head instanceof Term.Dot) {
            throw tokens.failure("unexpected . after term " + Quoting.quote(head.written()));
        }
        return Optional.of(new Term.Chain(position, head, List.copyOf(names)));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private Optional<Term> term() {
        Token token = tokens.nextNonSpace();
        int position = token.position();
        String text = token.text();
        switch (token.kind()) {
            case IDENTIFIER:
                return Optional.of(function(token));
            case DOT:
                return Optional.of(new Term.Dot(position));
            case NIL:
                return Optional.of(new Term.Nil(position));
            case VARIABLE:
                Term.Variable variable = variable(position, text);
                if (!variables.has(variable.names().get(0))) {
                    throw tokens.failure(
                            "undefined variable " + Quoting.quote(variable.names().get(0)));
                }
                return Optional.of(variable);
            case FIELD:
                return Optional.of(new Term.Field(position, List.of(text.substring(1))));
            case BOOL:
                return Optional.of(new Term.Bool(position, text.equals("true")));
            case NUMBER:
                return number(position, () -> NumberLiteral.of(text));
            case CHAR_CONSTANT:
                return number(position, () -> NumberLiteral.ofCharacter(text));
            case COMPLEX:
                return number(position, () -> NumberLiteral.ofComplex(text));
            case LEFT_PAREN:
                return Optional.of(parenthesized());
            case STRING, RAW_STRING:
                String unquoted = tokens.located(() -> Quoting.unquote(text));
                return Optional.of(new Term.Quoted(position, text, unquoted));
            default:
                tokens.back();
                return Optional.empty();
        }
    }

    private Optional<Term> number(int position, Supplier<NumberLiteral> literal) {
        return Optional.of(new Term.Number(position, tokens.located(literal)));
    }

    private Term function(Token token) {
        String name = token.text();
        if (!functions.defines(name)) {
            throw tokens.failure("function " + Quoting.quote(name) + " not defined");
        }
        Optional<String> refusal = functions.refusal(name);
        if (refusal.isPresent()) {
            throw tokens.failure(
                    "function " + Quoting.quote(name) + " is refused here: " + refusal.get());
        }
        return new Term.Identifier(token.position(), name);
    }

    private Term parenthesized() {
        if (depth >= Parser.DEEPEST) {
            throw tokens.failure("max expression depth exceeded");
        }
        depth++;
        Node.Pipe pipe = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
        depth--;
        return pipe;
    }
}
