package dev.nordbox.appliance.render.gotemplate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * An expression looking through a text. Positions are bytes on this side and chars on the other:
 * re2j 1.8 looks back wrongly in UTF-8 ({@code (?m)^} matches after some letters).
 */
final class RegexScan {
    private static final int STEPS_SHARE = 256;

    private final Meter meter;
    private final Pattern pattern;
    private final Matcher matcher;
    private final int[] byteAt;
    private final int[] charAt;

    RegexScan(Meter meter, Pattern pattern, String bytes) {
        this.meter = meter;
        this.pattern = pattern;
        meter.steps(1 + bytes.length() / 16);
        StringBuilder text = new StringBuilder(bytes.length());
        this.byteAt = new int[bytes.length() + 1];
        this.charAt = new int[bytes.length() + 1];
        for (int i = 0; i < bytes.length(); i += Runes.width(bytes, i)) {
            byteAt[text.length()] = i;
            charAt[i] = text.length();
            text.appendCodePoint(Runes.at(bytes, i));
        }
        byteAt[text.length()] = bytes.length();
        charAt[bytes.length()] = text.length();
        this.matcher = pattern.matcher(text.toString());
    }

    /** From a byte on at which a character begins. */
    boolean find(int from) {
        long left = byteAt.length - from;
        meter.steps(1 + left * pattern.programSize() / STEPS_SHARE);
        return matcher.find(charAt[from]);
    }

    /** -1 for a group that took no part. */
    int start(int group) {
        return matcher.start(group) < 0 ? -1 : byteAt[matcher.start(group)];
    }

    int end(int group) {
        return byteAt[matcher.end(group)];
    }

    int groupCount() {
        return matcher.groupCount();
    }
}
