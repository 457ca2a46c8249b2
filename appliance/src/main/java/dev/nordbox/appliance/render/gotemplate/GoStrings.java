package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** What Go's {@code strings} does with characters rather than bytes. */
final class GoStrings {
    private GoStrings() {}

    static String trimSpace(String bytes) {
        return trim(bytes, Letters::isSpace);
    }

    /** Without the characters of {@code cutset} at both ends. */
    static String trimAll(String bytes, String cutset) {
        BitSet cut = new BitSet();
        for (int i = 0; i < cutset.length(); i += Runes.width(cutset, i)) {
            cut.set(Runes.at(cutset, i));
        }
        return trim(bytes, cut::get);
    }

    private static String trim(String bytes, IntPredicate cut) {
        int start = 0;
        while (start < bytes.length() && cut.test(Runes.at(bytes, start))) {
            start += Runes.width(bytes, start);
        }
        int end = bytes.length();
        while (end > start) {
            int last = lastStart(bytes, end);
            if (!cut.test(Runes.at(bytes.substring(last, end), 0))) {
                break;
            }
            end = last;
        }
        return bytes.substring(start, end);
    }

    /** Where the last character before {@code end} begins. */
    private static int lastStart(String bytes, int end) {
        String tail = bytes.substring(Math.max(0, end - 4), end);
        for (int start = 0; start < tail.length() - 1; start++) {
            if (start + Runes.width(tail, start) == tail.length() && !Runes.isBroken(tail, start)) {
                return end - tail.length() + start;
            }
        }
        return end - 1;
    }

    static String map(String bytes, IntUnaryOperator change) {
        StringBuilder out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i += Runes.width(bytes, i)) {
            Runes.append(out, change.applyAsInt(Runes.at(bytes, i)));
        }
        return out.toString();
    }

    static String upper(String bytes) {
        return map(bytes, Character::toUpperCase);
    }

    static String lower(String bytes) {
        return map(bytes, Character::toLowerCase);
    }

    /**
     * First letters of words large; a word ends at anything but letters, digits and underscores.
     */
    static String title(String bytes) {
        int[] runes = Runes.list(bytes);
        int before = ' ';
        for (int i = 0; i < runes.length; i++) {
            int rune = runes[i];
            if (separates(before)) {
                runes[i] = Character.toTitleCase(rune);
            }
            before = rune;
        }
        return Runes.of(runes);
    }

    private static boolean separates(int rune) {
        if (rune < 0x80) {
            return !Letters.isAlphaNumeric(rune);
        }
        return !Letters.isLetter(rune) && !Letters.isDigit(rune) && Letters.isSpace(rune);
    }

    /** At most {@code most} parts; all for a negative one. An empty separator splits characters. */
    static List<String> split(Meter meter, String bytes, String separator, long most) {
        List<String> parts = new ArrayList<>();
        if (most == 0) {
            return parts;
        }
        Word word = new Word(meter, separator);
        int start = 0;
        while (most < 0 || parts.size() < most - 1) {
            meter.step();
            int end;
            if (separator.isEmpty()) {
                end = start < bytes.length() ? start + Runes.width(bytes, start) : bytes.length();
                if (end >= bytes.length()) {
                    break;
                }
            } else {
                end = word.in(bytes, start);
                if (end < 0) {
                    break;
                }
            }
            parts.add(bytes.substring(start, end));
            start = end + separator.length();
        }
        if (!separator.isEmpty() || start < bytes.length()) {
            parts.add(bytes.substring(start));
        }
        return parts;
    }

    static String replaceAll(Meter meter, String bytes, String old, String with) {
        Text out = new Text(meter);
        if (old.isEmpty()) {
            for (int i = 0; i < bytes.length(); i += Runes.width(bytes, i)) {
                out.add(with).add(bytes.substring(i, i + Runes.width(bytes, i)));
            }
            return out.add(with).toString();
        }
        Word word = new Word(meter, old);
        int start = 0;
        for (int at = word.in(bytes, 0); at >= 0; at = word.in(bytes, start)) {
            out.add(bytes.substring(start, at)).add(with);
            start = at + old.length();
        }
        return out.add(bytes.substring(start)).toString();
    }

    static String join(Meter meter, List<String> parts, String separator) {
        Text out = new Text(meter);
        for (int i = 0; i < parts.size(); i++) {
            out.add(i > 0 ? separator : "").add(parts.get(i));
        }
        return out.toString();
    }
}
