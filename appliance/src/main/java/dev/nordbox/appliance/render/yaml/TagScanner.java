package dev.nordbox.appliance.render.yaml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads what stands before a value or a document: anchors, aliases, tags and directives. */
final class TagScanner {
    private static final String URI_CHARACTERS = ";/?:@&=+$,.!~*'()[]%";
    private static final int LONGEST_VERSION = 2;

    private final TextCursor cursor;

    TagScanner(TextCursor cursor) {
        this.cursor = cursor;
    }

    Token scanAnchor(Token.Type type) throws ParseProblem {
        Mark start = cursor.mark();
        cursor.skip();
        String name = readName();
        if (name.isEmpty() || !cursor.isBlankOrEnd(0) && "?:,]}%@`".indexOf(cursor.peek()) < 0) {
            throw problem("did not find expected alphabetic or numeric character", start);
        }
        return Token.text(type, start, cursor.mark(), name, "");
    }

    Token scanTag() throws ParseProblem {
        Mark start = cursor.mark();
        String handle = "";
        String suffix;
        if (cursor.peek(1) == '<') {
            cursor.skip(2);
            suffix = readUri("", start);
            if (cursor.peek() != '>') {
                throw problem("did not find the expected '>'", start);
            }
            cursor.skip();
        } else {
            handle = readHandle(false, start);
            if (handle.length() > 1 && handle.endsWith("!")) {
                suffix = readUri("", start);
            } else {
                suffix = readUri(handle, start);
                handle = suffix.isEmpty() ? "" : "!";
                suffix = suffix.isEmpty() ? "!" : suffix;
            }
        }
        if (!cursor.isBlankOrEnd(0)) {
            throw problem("did not find expected whitespace or line break", start);
        }
        return Token.text(Token.Type.TAG, start, cursor.mark(), handle, suffix);
    }

    Token scanDirective() throws ParseProblem {
        Mark start = cursor.mark();
        cursor.skip();
        String name = readName();
        if (name.isEmpty()) {
            throw problem("could not find expected directive name", start);
        }
        if (!cursor.isBlankOrEnd(0)) {
            throw problem("found unexpected non-alphabetical character", start);
        }
        Token token =
                switch (name) {
                    case "YAML" -> scanVersion(start);
                    case "TAG" -> scanTagDirective(start);
                    default -> throw problem("found unknown directive name", start);
                };
        cursor.skipBlanks();
        if (cursor.peek() == '#') {
            cursor.skipToBreak();
        }
        if (!cursor.isBreakOrEnd()) {
            throw problem("did not find expected comment or line break", start);
        }
        cursor.skipBreak();
        return token;
    }

    private Token scanVersion(Mark start) throws ParseProblem {
        cursor.skipBlanks();
        String major = readVersionNumber(start);
        if (cursor.peek() != '.') {
            throw problem("did not find expected digit or '.' character", start);
        }
        cursor.skip();
        String version = major + "." + readVersionNumber(start);
        return Token.text(Token.Type.VERSION_DIRECTIVE, start, cursor.mark(), version, "");
    }

    private String readVersionNumber(Mark start) throws ParseProblem {
        StringBuilder digits = new StringBuilder();
        while (cursor.peek() >= '0' && cursor.peek() <= '9') {
            if (digits.length() == LONGEST_VERSION) {
                throw problem("found extremely long version number", start);
            }
            cursor.read(digits);
        }
        if (digits.isEmpty()) {
            throw problem("did not find expected version number", start);
        }
        return digits.length() > 1 && digits.charAt(0) == '0'
                ? digits.substring(1)
                : digits.toString();
    }

    private Token scanTagDirective(Mark start) throws ParseProblem {
        cursor.skipBlanks();
        String handle = readHandle(true, start);
        if (!cursor.isBlank()) {
            throw problem("did not find expected whitespace", start);
        }
        cursor.skipBlanks();
        String prefix = readUri("", start);
        if (!cursor.isBlankOrEnd(0)) {
            throw problem("did not find expected whitespace or line break", start);
        }
        return Token.text(Token.Type.TAG_DIRECTIVE, start, cursor.mark(), handle, prefix);
    }

    private String readHandle(boolean directive, Mark start) throws ParseProblem {
        if (cursor.peek() != '!') {
            throw problem("did not find expected '!'", start);
        }
        cursor.skip();
        StringBuilder handle = new StringBuilder("!").append(readName());
        if (cursor.peek() == '!') {
            cursor.read(handle);
        } else if (directive && handle.length() > 1) {
            throw problem("did not find expected '!'", start);
        }
        return handle.toString();
    }

    /**
     * @param head what was read already, its first character not part of the URI
     */
    private String readUri(String head, Mark start) throws ParseProblem {
        boolean any = !head.isEmpty();
        StringBuilder uri = new StringBuilder(any ? head.substring(1) : "");
        while (isNameCharacter(cursor.peek())
                || cursor.peek() != 0 && URI_CHARACTERS.indexOf(cursor.peek()) >= 0) {
            if (cursor.peek() == '%') {
                uri.append(readEscapedCharacter(start));
            } else {
                cursor.read(uri);
            }
            any = true;
        }
        if (!any) {
            throw problem("did not find expected tag URI", start);
        }
        return uri.toString();
    }

    /** One character as the escaped bytes of its UTF-8. */
    private String readEscapedCharacter(Mark start) throws ParseProblem {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int left = 1;
        for (int i = 0; i < left; i++) {
            int high = Character.digit(cursor.peek(1), 16);
            int low = Character.digit(cursor.peek(2), 16);
            if (cursor.peek() != '%' || high < 0 || low < 0) {
                throw problem("did not find URI escaped octet", start);
            }
            int octet = high << 4 | low;
            if (i == 0) {
                left = width(octet);
                if (left == 0) {
                    throw problem("found an incorrect leading UTF-8 octet", start);
                }
            } else if ((octet & 0xc0) != 0x80) {
                throw problem("found an incorrect trailing UTF-8 octet", start);
            }
            bytes.write(octet);
            cursor.skip(3);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int width(int octet) {
        if (octet < 0x80) {
            return 1;
        }
        if ((octet & 0xe0) == 0xc0) {
            return 2;
        }
        if ((octet & 0xf0) == 0xe0) {
            return 3;
        }
        return (octet & 0xf8) == 0xf0 ? 4 : 0;
    }

    private String readName() {
        StringBuilder name = new StringBuilder();
        while (isNameCharacter(cursor.peek())) {
            cursor.read(name);
        }
        return name.toString();
    }

    private static boolean isNameCharacter(char c) {
        return c >= '0' && c <= '9'
                || c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c == '_'
                || c == '-';
    }

    private ParseProblem problem(String message, Mark context) {
        return ParseProblem.scanning(message, context, cursor.mark());
    }
}
