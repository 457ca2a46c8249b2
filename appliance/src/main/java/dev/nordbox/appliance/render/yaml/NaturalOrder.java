package dev.nordbox.appliance.render.yaml;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order go-yaml v2 writes keys in: letters after everything else, runs of digits by value.
 *
 * <p>It is no order in the mathematical sense: {@code v1alpha1 < v2 < v10 < v1alpha1}. The original
 * then depends on the order its hash map happens to have; here such keys are merged from code point
 * order, so that the same input gives the same bytes.
 */
public final class NaturalOrder implements Comparator<String> {
    public static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

    /** Sorts keys that are all different. Never trips over the comparison being inconsistent. */
    public String[] sort(String[] keys) {
        String[] sorted = keys.clone();
        Arrays.sort(sorted, NaturalOrder::byCodePoint);
        for (int i = 1; i < sorted.length; i++) {
            if (compare(sorted[i - 1], sorted[i]) > 0) {
                mergeSort(sorted, sorted.clone(), 0, sorted.length);
                break;
            }
        }
        return sorted;
    }

    /** The order of the UTF-8 bytes, which surrogate pairs would spoil char by char. */
    public static int byCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) || Character.isSurrogate(y);
                if (surrogates && Character.isSurrogate(x) != Character.isSurrogate(y)) {
                    return Character.isSurrogate(x) ? 1 : -1;
                }
                return x - y;
            }
        }
        return a.length() - b.length();
    }

    private void mergeSort(String[] into, String[] from, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        mergeSort(from, into, start, middle);
        mergeSort(from, into, middle, end);
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    right >= end || left < middle && compare(from[left], from[right]) <= 0;
            into[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    @Override
    public int compare(String a, String b) {
        if (less(a, b)) {
            return -1;
        }
        return less(b, a) ? 1 : 0;
    }

    private static boolean less(String left, String right) {
        int common = 0;
        int shorter = Math.min(left.length(), right.length());
        while (common < shorter && left.charAt(common) == right.charAt(common)) {
            common++;
        }
        if (common == shorter) {
            return left.length() < right.length();
        }
        if (Character.isSurrogate(left.charAt(common))
                && common > 0
                && Character.isHighSurrogate(left.charAt(common - 1))) {
            common--;
        }
        int a = left.codePointAt(common);
        int b = right.codePointAt(common);
        boolean letter = Character.isLetter(a);
        if (letter && Character.isLetter(b)) {
            return a < b;
        }
        if (letter || Character.isLetter(b)) {
            return !letter;
        }
        long seed = (a == '0' || b == '0') && insideNumber(left, common) ? 1 : 0;
        DigitRun x = DigitRun.read(left, common, seed);
        DigitRun y = DigitRun.read(right, common, seed);
        if (x.value != y.value) {
            return x.value < y.value;
        }
        if (x.length != y.length) {
            return x.length < y.length;
        }
        return a < b;
    }

    /**
     * Whether the digits before a zero hold another digit, so that the zero is not a leading one.
     */
    private static boolean insideNumber(String text, int at) {
        int i = at;
        while (i > 0) {
            int before = text.codePointBefore(i);
            if (!Character.isDigit(before)) {
                return false;
            }
            if (before != '0') {
                return true;
            }
            i -= Character.charCount(before);
        }
        return false;
    }

    private record DigitRun(long value, int length) {
        static DigitRun read(String text, int start, long seed) {
            long value = seed;
            int length = 0;
            int i = start;
            while (i < text.length()) {
                int c = text.codePointAt(i);
                if (!Character.isDigit(c)) {
                    break;
                }
                value = value * 10 + (c - '0');
                length++;
                i += Character.charCount(c);
            }
            return new DigitRun(value, length);
        }
    }
}
