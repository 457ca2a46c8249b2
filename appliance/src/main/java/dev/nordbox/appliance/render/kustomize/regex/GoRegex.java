package dev.nordbox.appliance.render.kustomize.regex;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression with Go's syntax and meaning. Go's engine is linear, the JDK's is not: a
 * match that looks at too many characters is given up. Thread-safe.
 */
public final class GoRegex {
    /** Looks at a character that one expression may take per text: enough for any honest one. */
    private static final int MAX_STEPS = 5_000_000;

    private final String source;
    private final Pattern pattern;

    private GoRegex(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /**
     * @throws RenderException in Go's words, {@code error parsing regexp: missing closing ]: `[a`},
     *     when it is none
     */
    public static GoRegex compile(String source) throws RenderException {
        String translated = new GoSyntaxTranslator(source).translate();
        try {
            int flags = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;
            return new GoRegex(source, Pattern.compile(translated, flags));
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw new RenderException("error parsing regexp: unsupported: `" + source + "`", e);
        }
    }

    /** Whether the expression matches anywhere in the text. */
    public boolean find(String text) throws RenderStopped {
        return test(text, false);
    }

    /** Whether the expression matches the whole text. */
    public boolean matches(String text) throws RenderStopped {
        return test(text, true);
    }

    private boolean test(String text, boolean whole) throws RenderStopped {
        try {
            Matcher matcher = pattern.matcher(new CountedText(text, new int[] {MAX_STEPS}));
            return whole ? matcher.matches() : matcher.find();
        } catch (OutOfSteps | StackOverflowError e) {
            throw new RenderStopped(
                    "matching the regular expression `" + source + "` takes too long", e);
        }
    }

    /** A text that lets itself be looked at a limited number of times. */
    private record CountedText(String text, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw new OutOfSteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class OutOfSteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfSteps() {
            super("out of steps", null, false, false);
        }
    }
}
