package dev.nordbox.appliance.render.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a text into tokens the way libyaml does: indentation becomes start and end tokens, and a
 * scalar turns out to be a key only when its colon comes.
 */
final class TokenScanner {
    /** Comments are known for sure only so many tokens later. */
    private static final int LOOKAHEAD = 2;

    private final TextCursor cursor;
    private final CommentScanner comments;
    private final ScalarScanner scalars;
    private final TagScanner tags;
    private final SimpleKeys simpleKeys;
    private final PendingComments pending = new PendingComments();

    private final List<Token> tokens = new ArrayList<>();
    private int head;
    private int parsed;
    private boolean simpleKeyAllowed = true;
    private final Deque<Integer> indents = new ArrayDeque<>();
    private int indent = -1;
    private int flowLevel;
    private boolean available;
    private boolean started;
    private boolean ended;

    TokenScanner(String text) {
        cursor = new TextCursor(text);
        comments = new CommentScanner(cursor);
        scalars = new ScalarScanner(cursor, comments);
        tags = new TagScanner(cursor);
        simpleKeys = new SimpleKeys(cursor);
    }

    /** The next token, which stays; comments before it wait in {@link #pending}. */
    Token peek() throws ParseProblem {
        if (!available) {
            fetchMore();
            available = true;
        }
        Token token = tokens.get(head);
        comments.handOut(token, pending);
        return token;
    }

    /** Goes on behind the token that was peeked at. */
    void skip() {
        available = false;
        parsed++;
        head++;
        if (head > 64) {
            tokens.subList(0, head - LOOKAHEAD).clear();
            head = LOOKAHEAD;
        }
    }

    PendingComments pending() {
        return pending;
    }

    private void fetchMore() throws ParseProblem {
        while (true) {
            if (head < tokens.size() - LOOKAHEAD && !simpleKeys.mayBeKey(parsed) || ended) {
                return;
            }
            fetchNext();
        }
    }

    private void fetchNext() throws ParseProblem {
        if (!started) {
            started = true;
            simpleKeys.openLevel();
            append(Token.Type.STREAM_START, cursor.mark());
            return;
        }
        Mark scanMark = cursor.mark();
        scanToNextToken(scanMark);
        unrollIndent(cursor.column(), scanMark);
        char c = cursor.peek();
        if (c == 0) {
            fetchStreamEnd();
            return;
        }
        if (cursor.column() == 0 && c == '%') {
            endBlocks();
            tokens.add(tags.scanDirective());
            return;
        }
        if (cursor.isDocumentIndicator('-') || cursor.isDocumentIndicator('.')) {
            endBlocks();
            fetchIndicator(c == '-' ? Token.Type.DOCUMENT_START : Token.Type.DOCUMENT_END, 3);
            return;
        }
        Mark commented = cursor.mark();
        if (!tokens.isEmpty() && (flowLevel == 0 ? c == ':' : c == ',')) {
            commented = last(1).start();
        }
        fetchContent(c);
        // A comment behind a dash is the head of what follows.
        if (last(1).type() != Token.Type.BLOCK_ENTRY) {
            comments.scanLine(commented);
        }
    }

    private void fetchContent(char c) throws ParseProblem {
        boolean beforeBlank = cursor.isBlankOrEnd(1);
        boolean inFlow = flowLevel > 0;
        switch (c) {
            case '[' -> fetchFlowStart(Token.Type.FLOW_SEQUENCE_START);
            case '{' -> fetchFlowStart(Token.Type.FLOW_MAPPING_START);
            case ']' -> fetchFlowEnd(Token.Type.FLOW_SEQUENCE_END);
            case '}' -> fetchFlowEnd(Token.Type.FLOW_MAPPING_END);
            case ',' -> fetchFlowEntry();
            case '*' -> fetchAnchor(Token.Type.ALIAS);
            case '&' -> fetchAnchor(Token.Type.ANCHOR);
            case '!' -> fetchTag();
            case '\'' -> fetchQuoted(true);
            case '"' -> fetchQuoted(false);
            default -> {
                if (c == '-' && beforeBlank) {
                    fetchBlockEntry();
                } else if (c == '?' && (inFlow || beforeBlank)) {
                    fetchKey();
                } else if (c == ':' && (inFlow || beforeBlank)) {
                    fetchValue();
                } else if ((c == '|' || c == '>') && !inFlow) {
                    fetchBlockScalar(c == '|');
                } else if (startsPlain(c)) {
                    fetchPlain();
                } else {
                    throw ParseProblem.scanning(
                            "found character that cannot start any token",
                            cursor.mark(),
                            cursor.mark());
                }
            }
        }
    }

    private boolean startsPlain(char c) {
        if (c == '-') {
            return !Characters.isBlank(cursor.peek(1));
        }
        if (c == '?' || c == ':') {
            return flowLevel == 0 && !cursor.isBlankOrEnd(1);
        }
        return !Characters.isBlankOrEnd(c) && ",[]{}#&*!|>'\"%@`".indexOf(c) < 0;
    }

    /** Eats blanks, line breaks and comments. */
    private void scanToNextToken(Mark scanMark) {
        while (true) {
            if (cursor.column() == 0 && cursor.peek() == Characters.BYTE_ORDER_MARK) {
                cursor.skip();
            }
            boolean tabs = flowLevel > 0 || !simpleKeyAllowed;
            while (cursor.peek() == ' ' || tabs && cursor.peek() == '\t') {
                cursor.skip();
            }
            if (tokens.size() > 1
                    && last(2).type() == Token.Type.BLOCK_SEQUENCE_START
                    && last(1).type() == Token.Type.BLOCK_ENTRY) {
                comments.turnLineIntoHead();
            }
            if (cursor.peek() == '#') {
                boolean behindComma = last(1).type() == Token.Type.FLOW_ENTRY && tokens.size() > 1;
                comments.scanLines(scanMark, last(behindComma ? 2 : 1), indent, flowLevel > 0);
            }
            if (!cursor.isBreak()) {
                return;
            }
            cursor.skipBreak();
            if (flowLevel == 0) {
                simpleKeyAllowed = true;
            }
        }
    }

    private Token last(int fromEnd) {
        return tokens.get(tokens.size() - fromEnd);
    }

    private void append(Token.Type type, Mark mark) {
        tokens.add(Token.of(type, mark, mark));
    }

    private void fetchIndicator(Token.Type type, int length) {
        Mark start = cursor.mark();
        cursor.skip(length);
        tokens.add(Token.of(type, start, cursor.mark()));
    }

    private void fetchStreamEnd() throws ParseProblem {
        cursor.forceLineStart();
        endBlocks();
        append(Token.Type.STREAM_END, cursor.mark());
        ended = true;
    }

    private void endBlocks() throws ParseProblem {
        unrollIndent(-1, cursor.mark());
        simpleKeys.remove();
        simpleKeyAllowed = false;
    }

    private void fetchFlowStart(Token.Type type) throws ParseProblem {
        saveSimpleKey();
        simpleKeys.openLevel();
        flowLevel++;
        simpleKeyAllowed = true;
        fetchIndicator(type, 1);
    }

    private void fetchFlowEnd(Token.Type type) throws ParseProblem {
        simpleKeys.remove();
        if (flowLevel > 0) {
            flowLevel--;
            simpleKeys.closeLevel();
        }
        simpleKeyAllowed = false;
        fetchIndicator(type, 1);
    }

    private void fetchFlowEntry() throws ParseProblem {
        simpleKeys.remove();
        simpleKeyAllowed = true;
        fetchIndicator(Token.Type.FLOW_ENTRY, 1);
    }

    private void fetchBlockEntry() throws ParseProblem {
        if (flowLevel == 0) {
            requireSimpleKeyAllowed("block sequence entries are not allowed in this context");
            rollIndent(
                    cursor.column(), tokens.size(), Token.Type.BLOCK_SEQUENCE_START, cursor.mark());
        }
        simpleKeys.remove();
        simpleKeyAllowed = true;
        fetchIndicator(Token.Type.BLOCK_ENTRY, 1);
    }

    private void fetchKey() throws ParseProblem {
        if (flowLevel == 0) {
            requireSimpleKeyAllowed("mapping keys are not allowed in this context");
            rollIndent(
                    cursor.column(), tokens.size(), Token.Type.BLOCK_MAPPING_START, cursor.mark());
        }
        simpleKeys.remove();
        simpleKeyAllowed = flowLevel == 0;
        fetchIndicator(Token.Type.KEY, 1);
    }

    private void fetchValue() throws ParseProblem {
        if (simpleKeys.isKeyHere()) {
            SimpleKeys.Candidate key = simpleKeys.current();
            int position = head + key.token() - parsed;
            tokens.add(position, Token.of(Token.Type.KEY, key.mark(), key.mark()));
            rollIndent(key.mark().column(), position, Token.Type.BLOCK_MAPPING_START, key.mark());
            simpleKeys.forget();
            simpleKeyAllowed = false;
        } else {
            if (flowLevel == 0) {
                requireSimpleKeyAllowed("mapping values are not allowed in this context");
                rollIndent(
                        cursor.column(),
                        tokens.size(),
                        Token.Type.BLOCK_MAPPING_START,
                        cursor.mark());
            }
            simpleKeyAllowed = flowLevel == 0;
        }
        fetchIndicator(Token.Type.VALUE, 1);
    }

    private void fetchAnchor(Token.Type type) throws ParseProblem {
        saveSimpleKey();
        simpleKeyAllowed = false;
        tokens.add(tags.scanAnchor(type));
    }

    private void fetchTag() throws ParseProblem {
        saveSimpleKey();
        simpleKeyAllowed = false;
        tokens.add(tags.scanTag());
    }

    private void fetchBlockScalar(boolean literal) throws ParseProblem {
        simpleKeys.remove();
        simpleKeyAllowed = true;
        tokens.add(scalars.scanBlock(literal, indent));
    }

    private void fetchQuoted(boolean single) throws ParseProblem {
        saveSimpleKey();
        simpleKeyAllowed = false;
        tokens.add(scalars.scanQuoted(single));
    }

    private void fetchPlain() throws ParseProblem {
        saveSimpleKey();
        ScalarScanner.Plain plain = scalars.scanPlain(indent, flowLevel > 0);
        simpleKeyAllowed = plain.tookBreaks();
        tokens.add(plain.token());
    }

    private void requireSimpleKeyAllowed(String problem) throws ParseProblem {
        if (!simpleKeyAllowed) {
            throw ParseProblem.scanning(problem, cursor.mark(), cursor.mark());
        }
    }

    private void rollIndent(int column, int position, Token.Type type, Mark mark) {
        if (flowLevel == 0 && indent < column) {
            indents.push(indent);
            indent = column;
            tokens.add(position, Token.of(type, mark, mark));
        }
    }

    private void unrollIndent(int column, Mark scanMark) {
        if (flowLevel > 0) {
            return;
        }
        Mark end = new Mark(scanMark.index() - 1, scanMark.line(), scanMark.column());
        while (indent > column) {
            end = comments.blockEnd(end, indent);
            append(Token.Type.BLOCK_END, end);
            indent = indents.pop();
        }
    }

    private void saveSimpleKey() throws ParseProblem {
        if (simpleKeyAllowed) {
            simpleKeys.save(
                    parsed + tokens.size() - head, flowLevel == 0 && indent == cursor.column());
        }
    }
}
