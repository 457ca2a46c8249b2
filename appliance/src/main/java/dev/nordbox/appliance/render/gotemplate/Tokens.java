package dev.nordbox.appliance.render.gotemplate;

import dev.nordbox.appliance.render.gotemplate.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The tokens of a template with a look ahead, and failures that say where reading stands. */
final class Tokens {
    private final String name;
    private final Lexer lexer;
    private final Deque<Token> ahead = new ArrayDeque<>();
    private Token last;
    private int lineOfLast = 1;
    private int actionLine;

    Tokens(String name, String text) {
        this.name = name;
        this.lexer = new Lexer(text);
        this.last = new Token(Kind.EOF, 0, "", 1);
    }

    Token next() {
        last = ahead.isEmpty() ? read() : ahead.pop();
        return last;
    }

    private Token read() {
        Token token = lexer.next();
        lineOfLast = token.line();
        return token;
    }

    /** Puts the token back that came last. */
    void back() {
        ahead.push(last);
    }

    /** Puts a token before what comes next. */
    void push(Token token) {
        ahead.push(token);
    }

    Token peek() {
        if (ahead.isEmpty()) {
            ahead.push(read());
        }
        return ahead.peek();
    }

    Token nextNonSpace() {
        Token token = next();
        while (token.is(Kind.SPACE)) {
            token = next();
        }
        return token;
    }

    Token peekNonSpace() {
        Token token = nextNonSpace();
        back();
        return token;
    }

    Token expect(Kind kind, String where) {
        Token token = nextNonSpace();
        if (!token.is(kind)) {
            throw unexpected(token, where);
        }
        return token;
    }

    /** The line of the action being read, 0 outside; answers what it was. */
    int actionLine(int line) {
        int before = actionLine;
        actionLine = line;
        return before;
    }

    Failure unexpected(Token token, String where) {
        if (!token.is(Kind.ERROR)) {
            return failure("unexpected " + token.described() + " in " + where);
        }
        String extra = "";
        if (actionLine != 0 && actionLine != token.line()) {
            boolean saysAction = token.text().endsWith(" action");
            extra = (saysAction ? "" : " in action") + " started at " + name + ":" + actionLine;
        }
        return failure(token.text() + extra);
    }

    Failure failure(String problem) {
        return Failure.plain("template: " + name + ":" + lineOfLast + ": " + problem);
    }

    /** What reading a literal finds wrong, with the place. */
    <T> T located(Supplier<T> literal) {
        try {
            return literal.get();
        } catch (Failure e) {
            throw failure(e.text());
        }
    }
}
