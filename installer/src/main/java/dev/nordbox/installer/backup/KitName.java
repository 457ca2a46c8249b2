package dev.nordbox.installer.backup;

import dev.nordbox.installer.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a kit that a box made: {@code nordbox-prod-1-20261129T033000Z-1f0c2a9b.kit}. Only
 * what has such a name, of the same box on the same host, is ever deleted: a box that was restored
 * and the lost host that comes back have one name and one store.
 *
 * @param box as in the file's name
 * @param made to the second
 * @param host mark of the host that made it; {@code ""} in names of earlier versions
 */
record KitName(String box, Instant made, String host) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Clocks of hosts differ, by less than this. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final Pattern NAME =
            Pattern.compile("nordbox-([A-Za-z0-9._-]+)-(\\d{8}T\\d{6}Z)(?:-([0-9a-f]{8}))?\\.kit");

    /**
     * @param box its name as a context has it, which may hold what a file's name should not
     * @param host mark of the host that makes it
     */
    static KitName of(String box, Instant made, String host) {
        return new KitName(
                box.replaceAll("[^A-Za-z0-9._-]", "_"), made.truncatedTo(ChronoUnit.SECONDS), host);
    }

    /**
     * The mark of a host: another one for each, and the same for as long as it lives.
     *
     * @param machineId content of {@code /etc/machine-id}, which itself is nobody's business
     */
    static String markOf(String machineId) {
        byte[] text = ("nordbox kit " + machineId.strip()).getBytes(StandardCharsets.UTF_8);
        return Sha256.of(text).substring(0, 8);
    }

    /** Empty for every other file. */
    static Optional<KitName> parse(String file) {
        Matcher parts = NAME.matcher(file);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new KitName(
                            parts.group(1),
                            TIME.parse(parts.group(2), Instant::from),
                            Optional.ofNullable(parts.group(3)).orElse("")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isOfSameBox(KitName other) {
        return box.equals(other.box);
    }

    boolean isOfSameHost(KitName other) {
        return isOfSameBox(other) && host.equals(other.host);
    }

    /**
     * Made at a time that has not come yet: some clock was wrong, and it is the newest for good.
     */
    boolean isAheadOf(Instant now) {
        return made.isAfter(now.plus(AHEAD));
    }

    String file() {
        return "nordbox-%s-%s%s.kit"
                .formatted(box, TIME.format(made), host.isEmpty() ? "" : "-" + host);
    }
}
