package dev.nordbox.appliance.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them for Kubernetes: {@code 500ms}, {@code 5s}, {@code 1m30s}. */
final class ConfigDuration {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m(?!s))?(?:(?<s>[0-9]{1,6})s)?"
                            + "(?:(?<ms>[0-9]{1,6})ms)?");

    private ConfigDuration() {}

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new IllegalArgumentException("is not a duration; write it as 5s, 500ms or 1m30s");
        }
        return Duration.ofHours(number(form, "h"))
                .plusMinutes(number(form, "m"))
                .plusSeconds(number(form, "s"))
                .plusMillis(number(form, "ms"));
    }

    private static long number(Matcher form, String unit) {
        String digits = form.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
