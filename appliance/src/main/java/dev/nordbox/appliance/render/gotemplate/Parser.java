package dev.nordbox.appliance.render.gotemplate;

import dev.nordbox.appliance.render.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the blocks of a template: text, actions, branches and definitions. */
final class Parser {
    /** Blocks and parentheses in each other; Go stops at 10 000 parentheses. */
    static final int DEEPEST = 200;

    private final Tokens tokens;
    private final Pipelines pipelines;
    private final Map<String, Node.Block> templates = new HashMap<>();
    private int loops;
    private int depth;

    private Parser(String name, String text, Functions functions) {
        this.tokens = new Tokens(name, text);
        this.pipelines = new Pipelines(tokens, functions);
    }

    /** All templates the text defines, itself included, by name. */
    static Map<String, Node.Block> parse(String name, String text, Functions functions) {
        Parser parser = new Parser(name, text, functions);
        parser.add(name, parser.top());
        return parser.templates;
    }

    private Node.Block top() {
        int start = tokens.peek().position();
        List<Node> nodes = new ArrayList<>();
        while (!tokens.peek().is(Kind.EOF)) {
            if (tokens.peek().is(Kind.LEFT_DELIM)) {
                Token delimiter = tokens.next();
                if (tokens.nextNonSpace().is(Kind.DEFINE)) {
                    definition();
                    continue;
                }
                tokens.back();
                tokens.push(delimiter);
            }
            nodes.add(notEnding(textOrAction(), ""));
        }
        return new Node.Block(start, List.copyOf(nodes));
    }

    private Node notEnding(Node node, String where) {
        if (node instanceof Node.End || node instanceof Node.Else) {
            throw tokens.failure("unexpected " + node.written() + where);
        }
        return node;
    }

    private void definition() {
        String where = "define clause";
        Token name = tokens.nextNonSpace();
        if (!name.is(Kind.STRING) && !name.is(Kind.RAW_STRING)) {
            throw tokens.unexpected(name, where);
        }
        String unquoted = tokens.located(() -> Quoting.unquote(name.text()));
        tokens.expect(Kind.RIGHT_DELIM, where);
        add(unquoted, separateBlock(where));
    }

    /** The body of a template of its own: no variable and no loop reaches into it. */
    private Node.Block separateBlock(String where) {
        Declared outerVariables = pipelines.hideVariables();
        int outerLoops = loops;
        int outerLine = tokens.actionLine(0);
        loops = 0;
        Ended body = list();
        if (!(body.end instanceof Node.End)) {
            throw tokens.failure("unexpected " + body.end.written() + " in " + where);
        }
        loops = outerLoops;
        tokens.actionLine(outerLine);
        pipelines.restoreVariables(outerVariables);
        return body.block;
    }

    private void add(String name, Node.Block block) {
        Node.Block known = templates.get(name);
        if (known == null || isEmpty(known)) {
            templates.put(name, block);
        } else if (!isEmpty(block)) {
            throw tokens.failure(
                    "template: multiple definition of template " + Quoting.quote(name));
        }
    }

    static boolean isEmpty(Node.Block block) {
        return block.nodes().stream()
                .allMatch(node -> node instanceof Node.Text text && isBlank(text.text()));
    }

    private static boolean isBlank(String bytes) {
        return GoStrings.trimSpace(bytes).isEmpty();
    }

    private record Ended(Node.Block block, Node end) {}

    private Ended list() {
        if (++depth > DEEPEST) {
            throw tokens.failure("blocks nested deeper than " + DEEPEST);
        }
        int start = tokens.peekNonSpace().position();
        List<Node> nodes = new ArrayList<>();
        while (!tokens.peekNonSpace().is(Kind.EOF)) {
            Node node = textOrAction();
            if (node instanceof Node.End || node instanceof Node.Else) {
                depth--;
                return new Ended(new Node.Block(start, List.copyOf(nodes)), node);
            }
            nodes.add(node);
        }
        throw tokens.failure("unexpected EOF");
    }

    private Node textOrAction() {
        Token token = tokens.nextNonSpace();
        if (token.is(Kind.TEXT)) {
            return new Node.Text(token.position(), token.text());
        }
        if (!token.is(Kind.LEFT_DELIM)) {
            throw tokens.unexpected(token, "input");
        }
        tokens.actionLine(token.line());
        Node action = action();
        tokens.actionLine(0);
        return action;
    }

    private Node action() {
        Token token = tokens.nextNonSpace();
        switch (token.kind()) {
            case BLOCK:
                return block();
            case BREAK:
                loopOnly("{{break}}");
                return new Node.Break(token.position());
            case CONTINUE:
                loopOnly("{{continue}}");
                return new Node.Continue(token.position());
            case ELSE:
                return elseControl();
            case END:
                return new Node.End(tokens.expect(Kind.RIGHT_DELIM, "end").position());
            case IF:
                return branch(Node.Branch.Kind.IF);
            case RANGE:
                return branch(Node.Branch.Kind.RANGE);
            case WITH:
                return branch(Node.Branch.Kind.WITH);
            case TEMPLATE:
                return templateCall();
            default:
                tokens.back();
                int position = tokens.peek().position();
                return new Node.Action(position, pipelines.pipeline("command", Kind.RIGHT_DELIM));
        }
    }

    private void loopOnly(String what) {
        Token token = tokens.nextNonSpace();
        if (!token.is(Kind.RIGHT_DELIM)) {
            throw tokens.unexpected(token, what);
        }
        if (loops == 0) {
            throw tokens.failure(what + " outside {{range}}");
        }
    }

    private Node branch(Node.Branch.Kind kind) {
        int variables = pipelines.variables();
        Node.Pipe pipe = pipelines.pipeline(kind.word(), Kind.RIGHT_DELIM);
        loops += kind == Node.Branch.Kind.RANGE ? 1 : 0;
        Ended body = list();
        loops -= kind == Node.Branch.Kind.RANGE ? 1 : 0;
        Optional<Node.Block> otherwise = Optional.empty();
        if (body.end instanceof Node.Else) {
            otherwise = Optional.of(elseBlock(kind, body.end));
        }
        pipelines.forgetVariables(variables);
        return new Node.Branch(kind, pipe.position(), pipe, body.block, otherwise);
    }

    /** {@code {{else if}}} is an if in the else block that shares its end. */
    private Node.Block elseBlock(Node.Branch.Kind kind, Node start) {
        boolean chained =
                kind == Node.Branch.Kind.IF && tokens.peek().is(Kind.IF)
                        || kind == Node.Branch.Kind.WITH && tokens.peek().is(Kind.WITH);
        if (chained) {
            if (++depth > DEEPEST) {
                throw tokens.failure("blocks nested deeper than " + DEEPEST);
            }
            tokens.next();
            Node inner = branch(kind);
            depth--;
            return new Node.Block(start.position(), List.of(inner));
        }
        Ended block = list();
        if (!(block.end instanceof Node.End)) {
            throw tokens.failure("expected end; found " + block.end.written());
        }
        return block.block;
    }

    private Node elseControl() {
        Token next = tokens.peekNonSpace();
        if (next.is(Kind.IF) || next.is(Kind.WITH)) {
            return new Node.Else(next.position());
        }
        return new Node.Else(tokens.expect(Kind.RIGHT_DELIM, "else").position());
    }

    private Node block() {
        String where = "block clause";
        Token token = tokens.nextNonSpace();
        String name = templateName(token, where);
        Node.Pipe pipe = pipelines.pipeline(where, Kind.RIGHT_DELIM);
        add(name, separateBlock(where));
        return new Node.Call(token.position(), name, Optional.of(pipe));
    }

    private Node templateCall() {
        String where = "template clause";
        Token token = tokens.nextNonSpace();
        String name = templateName(token, where);
        Optional<Node.Pipe> pipe = Optional.empty();
        if (!tokens.nextNonSpace().is(Kind.RIGHT_DELIM)) {
            tokens.back();
            pipe = Optional.of(pipelines.pipeline(where, Kind.RIGHT_DELIM));
        }
        return new Node.Call(token.position(), name, pipe);
    }

    private String templateName(Token token, String where) {
        if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
            throw tokens.unexpected(token, where);
        }
        return tokens.located(() -> Quoting.unquote(token.text()));
    }
}
