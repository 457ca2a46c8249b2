package dev.nordbox.appliance.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them for Kubernetes: {@code 64Mi}, {@code 512Ki}, {@code 1Gi}. */
final class ConfigSize {

    private static final Pattern FORM = Pattern.compile("(?<number>[0-9]{1,6})(?<unit>[KMG]i)?");

    private ConfigSize() {}

    /** In bytes. */
    static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is not a size; write it as 64Mi, 512Ki or 0");
        }
        long number = Long.parseLong(form.group("number"));
        String unit = form.group("unit");
        return number << (unit == null ? 0 : 10 * (1 + "KMG".indexOf(unit.charAt(0))));
    }
}
