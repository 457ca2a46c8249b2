package dev.nordbox.appliance.render.yaml;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which plain scalars are numbers, booleans, nulls and timestamps. The two tables are those of the
 * Go libraries, which mix YAML 1.1 and 1.2 in ways no specification describes.
 */
public enum Schema {
    /**
     * go-yaml v2, for kustomization files and on the way out: {@code yes} and {@code on} are true.
     */
    V2,
    /** go-yaml v3, for resources: {@code yes} is a string, {@code 0o17} a number. */
    V3;

    private static final Map<String, Resolved> WORDS =
            Map.ofEntries(
                    word("true", Tag.BOOL, true),
                    word("True", Tag.BOOL, true),
                    word("TRUE", Tag.BOOL, true),
                    word("false", Tag.BOOL, false),
                    word("False", Tag.BOOL, false),
                    word("FALSE", Tag.BOOL, false),
                    word("", Tag.NULL, null),
                    word("~", Tag.NULL, null),
                    word("null", Tag.NULL, null),
                    word("Null", Tag.NULL, null),
                    word("NULL", Tag.NULL, null),
                    word(".nan", Tag.FLOAT, Double.NaN),
                    word(".NaN", Tag.FLOAT, Double.NaN),
                    word(".NAN", Tag.FLOAT, Double.NaN),
                    word(".inf", Tag.FLOAT, Double.POSITIVE_INFINITY),
                    word(".Inf", Tag.FLOAT, Double.POSITIVE_INFINITY),
                    word(".INF", Tag.FLOAT, Double.POSITIVE_INFINITY),
                    word("+.inf", Tag.FLOAT, Double.POSITIVE_INFINITY),
                    word("+.Inf", Tag.FLOAT, Double.POSITIVE_INFINITY),
                    word("+.INF", Tag.FLOAT, Double.POSITIVE_INFINITY),
                    word("-.inf", Tag.FLOAT, Double.NEGATIVE_INFINITY),
                    word("-.Inf", Tag.FLOAT, Double.NEGATIVE_INFINITY),
                    word("-.INF", Tag.FLOAT, Double.NEGATIVE_INFINITY));

    private static final Map<String, Boolean> WORDS_OF_YAML_1_1 =
            Map.ofEntries(
                    Map.entry("y", true),
                    Map.entry("Y", true),
                    Map.entry("yes", true),
                    Map.entry("Yes", true),
                    Map.entry("YES", true),
                    Map.entry("on", true),
                    Map.entry("On", true),
                    Map.entry("ON", true),
                    Map.entry("n", false),
                    Map.entry("N", false),
                    Map.entry("no", false),
                    Map.entry("No", false),
                    Map.entry("NO", false),
                    Map.entry("off", false),
                    Map.entry("Off", false),
                    Map.entry("OFF", false));

    private static final int LONGEST_WORD = 5;

    /**
     * What a scalar means.
     *
     * @param value {@link Long}, {@link BigInteger} (unsigned 64 bits), {@link Double}, {@link
     *     Boolean}, {@link String} or null; a timestamp is its RFC 3339 text
     */
    public record Resolved(String tag, @Nullable Object value) {}

    /** The tag of a plain scalar without a tag of its own. */
    public String resolve(String text) {
        return resolved(text, true).tag();
    }

    /** What a plain scalar means. */
    public Resolved resolved(String text) {
        return resolved(text, true);
    }

    /**
     * What the text of a scalar means that has a tag.
     *
     * @throws YamlException when the text is none of that type
     */
    public Resolved resolved(String tag, String text) throws YamlException {
        switch (tag) {
            case Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL, Tag.TIMESTAMP -> {
                Resolved found = resolved(text, tag.equals(Tag.TIMESTAMP));
                if (found.tag().equals(tag)) {
                    return found;
                }
                if (tag.equals(Tag.FLOAT) && found.value() instanceof Long number) {
                    return new Resolved(tag, number.doubleValue());
                }
                throw new YamlException(
                        "yaml: cannot decode " + found.tag() + " `" + text + "` as a " + tag);
            }
            default -> {
                return new Resolved(tag, text);
            }
        }
    }

    private Resolved resolved(String text, boolean timestamps) {
        char first = text.isEmpty() ? '~' : text.charAt(0);
        if ("yYnNtTfFoO~.+-".indexOf(first) >= 0) {
            Resolved word = text.length() <= LONGEST_WORD ? word(text) : null;
            if (word != null) {
                return word;
            }
        }
        if (first == '.') {
            return GoNumber.isFloat(text) ? real(text) : new Resolved(Tag.STRING, text);
        }
        if (first == '+' || first == '-' || first >= '0' && first <= '9') {
            return number(text, timestamps);
        }
        return new Resolved(Tag.STRING, text);
    }

    private @Nullable Resolved word(String text) {
        Resolved word = WORDS.get(text);
        if (word == null && this == V2) {
            Boolean truth = WORDS_OF_YAML_1_1.get(text);
            return truth == null ? null : new Resolved(Tag.BOOL, truth);
        }
        return word;
    }

    private Resolved number(String text, boolean timestamps) {
        String time = timestamps ? GoTime.rfc3339(text).orElse("") : "";
        if (!time.isEmpty()) {
            return new Resolved(Tag.TIMESTAMP, time);
        }
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        Object whole = GoNumber.integer(plain).orElse(null);
        if (whole != null) {
            return new Resolved(Tag.INT, whole);
        }
        if (GoNumber.isFloat(plain)) {
            Resolved real = real(plain);
            return real.tag().equals(Tag.FLOAT) ? real : new Resolved(Tag.STRING, text);
        }
        return new Resolved(Tag.STRING, text);
    }

    private static Resolved real(String text) {
        double value = Double.parseDouble(text);
        return Double.isInfinite(value)
                ? new Resolved(Tag.STRING, text)
                : new Resolved(Tag.FLOAT, value);
    }

    private static Map.Entry<String, Resolved> word(
            String text, String tag, @Nullable Object value) {
        return Map.entry(text, new Resolved(tag, value));
    }
}
