package dev.nordbox.installer.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a kit that a box made: {@code nordbox-prod-1-20261129T033000Z.kit}. Only what has
 * such a name, of the same box, is ever deleted.
 *
 * @param box as in the file's name
 * @param made to the second
 */
record KitName(String box, Instant made) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("nordbox-([A-Za-z0-9._-]+)-(\\d{8}T\\d{6}Z)\\.kit");

    /**
     * @param box its name as a context has it, which may hold what a file's name should not
     */
    static KitName of(String box, Instant made) {
        return new KitName(
                box.replaceAll("[^A-Za-z0-9._-]", "_"), made.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Empty for every other file. */
    static Optional<KitName> parse(String file) {
        Matcher parts = NAME.matcher(file);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new KitName(parts.group(1), TIME.parse(parts.group(2), Instant::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isOfSameBox(KitName other) {
        return box.equals(other.box);
    }

    String file() {
        return "nordbox-%s-%s.kit".formatted(box, TIME.format(made));
    }
}
