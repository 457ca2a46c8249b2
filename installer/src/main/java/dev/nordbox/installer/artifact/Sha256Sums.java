package dev.nordbox.installer.artifact;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listing as {@code sha256sum} writes it, by file name. Lines that are not of that form are
 * skipped, so a truncated or foreign text yields no sums rather than wrong ones.
 */
record Sha256Sums(Map<String, String> byName) {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](\\S+)");

    static final Sha256Sums NONE = new Sha256Sums(Map.of());

    Sha256Sums {
        byName = Map.copyOf(byName);
    }

    static Sha256Sums parse(String listing) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String line : listing.lines().toList()) {
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                sums.put(matcher.group(2), matcher.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return new Sha256Sums(sums);
    }

    Optional<String> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
