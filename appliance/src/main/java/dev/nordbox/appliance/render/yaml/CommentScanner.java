package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects comments while tokens are scanned, and hands them out to the tokens they belong to. A
 * comment behind a value is a line comment; lines of comments are the head of what follows, unless
 * they end with an empty line below other content: then they are its foot.
 */
final class CommentScanner {
    /** How far ahead comments are looked for. */
    private static final int FAR = 512;

    private final TextCursor cursor;
    private final List<SourceComment> comments = new ArrayList<>();
    private int handedOut;

    /**
     * A comment and the token it belongs to; the texts are {@code ""} where it is none of a kind.
     */
    static final class SourceComment {
        private final Mark scan;
        private Mark token;
        private final Mark start;
        private final Mark end;
        private String head = "";
        private String line = "";
        private String foot = "";

        private SourceComment(Mark scan, Mark token, Mark start, Mark end) {
            this.scan = scan;
            this.token = token;
            this.start = start;
            this.end = end;
        }
    }

    CommentScanner(TextCursor cursor) {
        this.cursor = cursor;
    }

    /** Moves what belongs to a token, or to one before it, into {@code into}. */
    void handOut(Token token, PendingComments into) {
        while (handedOut < comments.size()) {
            SourceComment comment = comments.get(handedOut);
            if (token.start().index() < comment.token.index()) {
                return;
            }
            if (!comment.head.isEmpty()) {
                if (token.type() == Token.Type.BLOCK_END) {
                    // What ends has no head: it is for the token behind.
                    return;
                }
                into.addHead(comment.head);
            }
            into.addFoot(comment.foot);
            into.addLine(comment.line);
            handedOut++;
        }
    }

    /** A comment behind the {@code -} of a list whose content is on the next line is its head. */
    void turnLineIntoHead() {
        if (comments.isEmpty() || cursor.isBreak()) {
            return;
        }
        SourceComment last = comments.get(comments.size() - 1);
        if (!last.line.isEmpty()) {
            last.head = last.line;
            last.line = "";
            if (last.start.line() == cursor.line() - 1) {
                last.token = cursor.mark();
            }
        }
    }

    /** Where a block ends that comments of its own indentation follow. */
    Mark blockEnd(Mark from, int indent) {
        Mark end = from;
        int stop = from.index();
        for (int i = comments.size() - 1; i >= 0; i--) {
            SourceComment comment = comments.get(i);
            if (comment.end.index() < stop) {
                break;
            }
            if (comment.start.column() == indent + 1) {
                end = comment.start;
            }
            stop = comment.scan.index();
        }
        return end;
    }

    /** A comment behind what was just scanned, on its line. */
    void scanLine(Mark token) {
        if (cursor.newlines() > 0) {
            return;
        }
        int ahead = 0;
        while (ahead < FAR && Characters.isBlank(cursor.peek(ahead))) {
            ahead++;
        }
        if (ahead == FAR || cursor.peek(ahead) != '#') {
            return;
        }
        cursor.skip(ahead);
        Mark start = cursor.mark();
        SourceComment comment = new SourceComment(Mark.START, token, start, Mark.START);
        comment.line = readLine();
        comments.add(comment);
    }

    private String readLine() {
        StringBuilder text = new StringBuilder();
        while (!cursor.isBreakOrEnd()) {
            cursor.read(text);
        }
        return text.toString();
    }

    /**
     * Comments on lines of their own, up to the next token.
     *
     * @param scanMark where the search for the token started
     * @param before the token before
     */
    void scanLines(Mark scanMark, Token before, int indent, boolean inFlow) {
        new Lines(scanMark, before, Math.max(indent, 0), inFlow).scan();
    }

    /** One run of comment lines. */
    private final class Lines {
        private final Token before;
        private final int indent;
        private final boolean inFlow;
        private final int footLine;
        private final StringBuilder text = new StringBuilder();
        private Mark scan;
        private Mark token;
        private Mark start = Mark.START;
        private boolean recentEmpty;
        private boolean firstEmpty;
        private int line;
        private int column;

        Lines(Mark scanMark, Token before, int indent, boolean inFlow) {
            this.scan = scanMark;
            this.before = before;
            this.token = before.start();
            this.indent = indent;
            this.inFlow = inFlow;
            this.firstEmpty = cursor.newlines() <= 1;
            this.line = cursor.line();
            this.column = cursor.column();
            int below = cursor.newlines() == 0 && cursor.column() > 1 ? 1 : 0;
            this.footLine =
                    scanMark.line() > 0 ? cursor.line() - cursor.newlines() + 1 + below : -1;
        }

        void scan() {
            int ahead = 0;
            for (; ahead < FAR; ahead++) {
                column++;
                char c = cursor.peek(ahead);
                if (Characters.isBlank(c)) {
                    continue;
                }
                boolean closes = inFlow && (c == ']' || c == '}');
                if (closes || c == 0 || Characters.isBreak(c)) {
                    endLine(ahead, c, closes);
                    if (!Characters.isBreak(c)) {
                        break;
                    }
                    firstEmpty = false;
                    recentEmpty = true;
                    column = 0;
                    line++;
                    continue;
                }
                if (column - 1 < indent && column != start.column()) {
                    // Another indentation: the lines so far are about what stands before.
                    addFoot(ahead);
                }
                if (c != '#') {
                    break;
                }
                if (text.isEmpty()) {
                    start = new Mark(cursor.index() + ahead, line, column);
                } else {
                    text.append('\n');
                }
                recentEmpty = false;
                consumeTo(cursor.index() + ahead);
                text.append(readLine());
                ahead = 0;
                column = 0;
                line = cursor.line();
            }
            if (!text.isEmpty()) {
                Mark end = new Mark(cursor.index() + ahead - 1, line, column);
                SourceComment comment = new SourceComment(scan, start, start, end);
                comment.head = text.toString();
                comments.add(comment);
            }
        }

        private void endLine(int ahead, char c, boolean closes) {
            if (!closes && recentEmpty) {
                return;
            }
            boolean below =
                    start.line() == footLine && before.type() != Token.Type.VALUE
                            || start.column() - 1 < indent;
            if (closes || firstEmpty && below) {
                if (!text.isEmpty() && start.column() - 1 < indent) {
                    token = start;
                }
                addFoot(ahead);
            } else if (!text.isEmpty() && c != 0) {
                text.append('\n');
            }
        }

        private void addFoot(int ahead) {
            if (text.isEmpty()) {
                return;
            }
            Mark here = new Mark(cursor.index() + ahead, line, column);
            SourceComment comment = new SourceComment(scan, token, start, here);
            comment.foot = text.toString();
            comments.add(comment);
            scan = here;
            token = here;
            text.setLength(0);
        }

        private void consumeTo(int index) {
            while (cursor.index() < index) {
                if (cursor.isBreak()) {
                    cursor.skipBreak();
                } else {
                    cursor.skip();
                }
            }
        }
    }
}
