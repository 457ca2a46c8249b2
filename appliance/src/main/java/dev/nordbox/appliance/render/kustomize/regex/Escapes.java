package dev.nordbox.appliance.render.kustomize.regex;

import dev.nordbox.appliance.render.RenderException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One escape sequence that stands for a character or a class of characters.
 *
 * @param content what it means to the JDK inside brackets
 * @param point the character, -1 for a class
 * @param end where the source goes on
 */
record Escapes(String content, int point, int end) {
    static final String WORD_BOUNDARY =
            "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
    static final String NO_BOUNDARY =
            "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";

    private static final Pattern HEX =
            Pattern.compile("\\\\x(?:([0-9A-Fa-f]{2})|\\{([0-9A-Fa-f]+)})");
    private static final Pattern OCTAL = Pattern.compile("\\\\(0[0-7]{0,2}|[1-7][0-7]{1,2})");
    private static final Pattern PROPERTY =
            Pattern.compile("\\\\([pP])(?:\\{(\\^?)([A-Za-z_]+)}|([A-Z]))");

    /** General categories; every other name is a script. */
    private static final Set<String> CATEGORIES =
            Set.of(
                    "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
                    "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z",
                    "Zl", "Zp", "Zs", "C", "Cc", "Cf", "Co", "Cs");

    static Escapes read(String source, int at) throws RenderException {
        if (at + 1 >= source.length()) {
            throw GoSyntaxTranslator.error("trailing backslash at end of expression", "");
        }
        char next = source.charAt(at + 1);
        switch (next) {
            case 'd' -> {
                return charClass("0-9", at);
            }
            case 'D' -> {
                return charClass("\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}", at);
            }
            case 'w' -> {
                return charClass("0-9A-Za-z_", at);
            }
            case 'W' -> {
                return charClass(
                        "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}",
                        at);
            }
            case 's' -> {
                return charClass("\\t\\n\\f\\r ", at);
            }
            case 'S' -> {
                return charClass("\\x{0}-\\x{8}\\x{b}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}", at);
            }
            case 'a' -> {
                return character(7, at + 2);
            }
            case 'f' -> {
                return character('\f', at + 2);
            }
            case 'n' -> {
                return character('\n', at + 2);
            }
            case 'r' -> {
                return character('\r', at + 2);
            }
            case 't' -> {
                return character('\t', at + 2);
            }
            case 'v' -> {
                return character(11, at + 2);
            }
            case 'p', 'P' -> {
                return property(source, at);
            }
            default -> {
                return literal(source, at);
            }
        }
    }

    private static Escapes literal(String source, int at) throws RenderException {
        Matcher hex = HEX.matcher(source).region(at, source.length());
        if (hex.lookingAt()) {
            String digits = hex.group(1) == null ? hex.group(2) : hex.group(1);
            int point = digits.length() > 6 ? -1 : Integer.parseInt(digits, 16);
            if (Character.isValidCodePoint(point)) {
                return character(point, hex.end());
            }
        }
        Matcher octal = OCTAL.matcher(source).region(at, source.length());
        if (octal.lookingAt()) {
            return character(Integer.parseInt(octal.group(1), 8), octal.end());
        }
        int point = source.codePointAt(at + 1);
        if (point >= 0x80 || Character.isLetterOrDigit(point)) {
            throw GoSyntaxTranslator.error(
                    "invalid escape sequence",
                    source.substring(at, at + 1 + Character.charCount(point)));
        }
        return character(point, at + 2);
    }

    private static Escapes property(String source, int at) throws RenderException {
        Matcher matcher = PROPERTY.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            throw GoSyntaxTranslator.error(
                    "invalid character class range",
                    source.substring(at, Math.min(source.length(), at + 2)));
        }
        String name = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
        boolean negated = matcher.group(1).equals("P") ^ "^".equals(matcher.group(2));
        String java =
                name.equals("Any")
                        ? "{IsAssigned}\\P{IsAssigned}"
                        : CATEGORIES.contains(name) ? "{" + name + "}" : "{Is" + name + "}";
        String content = (negated ? "\\P" : "\\p") + java;
        try {
            Pattern.compile("[" + content + "]");
        } catch (IllegalArgumentException e) {
            throw GoSyntaxTranslator.error("invalid character class range", matcher.group());
        }
        return new Escapes(content, -1, matcher.end());
    }

    private static Escapes charClass(String content, int at) {
        return new Escapes(content, -1, at + 2);
    }

    private static Escapes character(int point, int end) {
        return new Escapes("\\x{" + Integer.toHexString(point) + "}", point, end);
    }

    /** The sequence as the JDK writes it, inside brackets or outside. */
    String java(boolean insideBrackets) {
        return insideBrackets || point >= 0 ? content : "[" + content + "]";
    }
}
