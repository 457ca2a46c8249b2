package dev.nordbox.appliance.render.yaml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A scalar on its way out: its text, the style it asks for, and what its characters allow. Rules of
 * go-yaml v2, which inherited most of them from libyaml.
 */
final class Scalar {
    private static final Pattern BASE_60 =
            Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");

    private final String text;
    private final Style wanted;
    private final String lineComment;
    private boolean multiline;
    private boolean plainAllowed = true;
    private boolean flowPlainAllowed = true;
    private boolean singleQuotedAllowed = true;
    private boolean blockAllowed = true;

    private Scalar(String text, Style wanted, String lineComment, boolean tabsInBlocks) {
        this.text = text;
        this.wanted = wanted;
        this.lineComment = lineComment;
        analyze(tabsInBlocks);
    }

    private Scalar(String text, Style wanted) {
        this(text, wanted, "", false);
    }

    /** A scalar of a source text, in the style it has there; a later library allows it tabs. */
    static Scalar ofSource(String text, Style wanted, String lineComment) {
        return new Scalar(text, wanted, lineComment, true);
    }

    static Scalar of(@Nullable Object value) throws YamlException {
        if (value instanceof String string) {
            return ofString(string);
        }
        if (value instanceof Double number) {
            return new Scalar(GoNumber.general(number), Style.DEFAULT);
        }
        return new Scalar(String.valueOf(value), Style.DEFAULT);
    }

    static Scalar ofString(String value) throws YamlException {
        return ofText(JsonText.readBack(value));
    }

    static Scalar ofKey(String key) throws YamlException {
        return ofText(JsonText.readBackKey(key));
    }

    private static Scalar ofText(String text) {
        if (text.indexOf('\n') >= 0) {
            return new Scalar(text, Style.LITERAL);
        }
        boolean plain =
                Schema.V2.resolve(text).equals(Tag.STRING)
                        && !(text.indexOf(':') > 0 && BASE_60.matcher(text).matches());
        return new Scalar(text, plain ? Style.DEFAULT : Style.DOUBLE_QUOTED);
    }

    String text() {
        return text;
    }

    boolean isMultiline() {
        return multiline;
    }

    String lineComment() {
        return lineComment;
    }

    /** The style the text can have: the wanted one, or the next that holds it. */
    Style style(boolean simpleKey, boolean flow) {
        Style style = simpleKey && multiline ? Style.DOUBLE_QUOTED : wanted;
        boolean plain = flow ? flowPlainAllowed : plainAllowed;
        if (style == Style.DEFAULT && (!plain || text.isEmpty() && (simpleKey || flow))) {
            style = Style.SINGLE_QUOTED;
        }
        if (style == Style.SINGLE_QUOTED && !singleQuotedAllowed) {
            style = Style.DOUBLE_QUOTED;
        }
        boolean block = style == Style.LITERAL || style == Style.FOLDED;
        if (block && (!blockAllowed || simpleKey || flow)) {
            style = Style.DOUBLE_QUOTED;
        }
        return style;
    }

    private void analyze(boolean tabsInBlocks) {
        if (text.isEmpty()) {
            blockAllowed = false;
            flowPlainAllowed = false;
            return;
        }
        boolean indicators = text.startsWith("---") || text.startsWith("...");
        boolean flowIndicators = indicators;
        boolean special = false;
        boolean tabs = false;
        boolean breakThenSpace = false;
        boolean spaceThenBreak = false;
        boolean afterBlank = true;
        boolean afterSpace = false;
        boolean afterBreak = false;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean beforeBlank = i + 1 >= length || Characters.isBlank(text.charAt(i + 1));
            indicators |= isIndicator(c, i == 0, afterBlank, beforeBlank);
            flowIndicators |= (i == 0 ? "?:" : ",?[]{}:").indexOf(c) >= 0;
            tabs |= c == '\t' && tabsInBlocks;
            special |= !Characters.isPrintable(c) && !(c == '\t' && tabsInBlocks);
            if (c == ' ') {
                breakThenSpace |= afterBreak;
                afterSpace = true;
                afterBreak = false;
            } else if (Characters.isBreak(c)) {
                multiline = true;
                spaceThenBreak |= afterSpace;
                afterSpace = false;
                afterBreak = true;
            } else {
                afterSpace = false;
                afterBreak = false;
            }
            afterBlank = Characters.isBlankOrEnd(c);
        }
        char first = text.charAt(0);
        char last = text.charAt(length - 1);
        boolean edges =
                first == ' '
                        || Characters.isBreak(first)
                        || last == ' '
                        || Characters.isBreak(last);
        boolean unfit = spaceThenBreak || special;
        plainAllowed = !(edges || breakThenSpace || unfit || tabs || multiline || indicators);
        flowPlainAllowed = plainAllowed && !flowIndicators;
        singleQuotedAllowed = !(breakThenSpace || unfit || tabs);
        blockAllowed = !(last == ' ' || unfit);
    }

    private static boolean isIndicator(
            char c, boolean first, boolean afterBlank, boolean beforeBlank) {
        if (first) {
            return switch (c) {
                case '#',
                        ',',
                        '[',
                        ']',
                        '{',
                        '}',
                        '&',
                        '*',
                        '!',
                        '|',
                        '>',
                        '\'',
                        '"',
                        '%',
                        '@',
                        '`' ->
                        true;
                case '?', ':', '-' -> beforeBlank;
                default -> false;
            };
        }
        return c == ':' && beforeBlank || c == '#' && afterBlank;
    }
}
