package dev.nordbox.installer.facts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A systemd unit, in systemd's own words.
 *
 * @param load {@code LoadState}: {@code loaded}, {@code not-found}, {@code masked}
 * @param active {@code ActiveState}: {@code active}, {@code inactive}, {@code failed}…
 * @param fileState {@code UnitFileState}: {@code enabled}, {@code disabled}; empty without a file
 * @param needsReload the file changed since systemd read it
 * @param start of its process that runs, or ran last
 * @param dropIns files that are laid over its own, in the order systemd reads them
 */
public record UnitFacts(
        String load,
        String active,
        String fileState,
        boolean needsReload,
        Optional<Start> start,
        List<String> dropIns) {

    /** By name. */
    public static final FactSection<Map<String, UnitFacts>> SECTION =
            new FactSection<>("units", UnitLines::read, "begin\tunits");

    public UnitFacts {
        dropIns = List.copyOf(dropIns);
    }

    /** Of a unit that nothing is laid over. */
    public UnitFacts(
            String load,
            String active,
            String fileState,
            boolean needsReload,
            Optional<Start> start) {
        this(load, active, fileState, needsReload, start, List.of());
    }

    /**
     * One start of a unit.
     *
     * @param id {@code InvocationID}: another one for each start
     * @param at by the host's clock
     */
    public record Start(String id, Instant at) {}

    public UnitFacts(String load, String active, String fileState, boolean needsReload) {
        this(load, active, fileState, needsReload, Optional.empty());
    }

    /** {@code Sat 2026-11-28 23:07:16.123456 UTC}. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ENGLISH);

    /** A time as {@code systemctl show --timestamp=us+utc} writes it; empty for another text. */
    public static Optional<Instant> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIMESTAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A unit nobody has heard of. */
    public static final UnitFacts ABSENT = new UnitFacts("not-found", "inactive", "", false);

    public boolean isLoaded() {
        return load.equals("loaded");
    }

    public boolean isActive() {
        return active.equals("active");
    }

    /** On its way, be it for the first time or again after a crash. */
    public boolean isActivating() {
        return active.equals("activating");
    }

    public boolean isEnabled() {
        return fileState.equals("enabled");
    }
}
