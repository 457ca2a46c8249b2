package dev.nordbox.installer.facts;

/**
 * A systemd unit, in systemd's own words.
 *
 * @param load {@code LoadState}: {@code loaded}, {@code not-found}, {@code masked}
 * @param active {@code ActiveState}: {@code active}, {@code inactive}, {@code failed}…
 * @param fileState {@code UnitFileState}: {@code enabled}, {@code disabled}; empty without a file
 * @param needsReload the file changed since systemd read it
 */
public record UnitFacts(String load, String active, String fileState, boolean needsReload) {

    /** A unit nobody has heard of. */
    public static final UnitFacts ABSENT = new UnitFacts("not-found", "inactive", "", false);

    public boolean isLoaded() {
        return load.equals("loaded");
    }

    public boolean isActive() {
        return active.equals("active");
    }

    public boolean isEnabled() {
        return fileState.equals("enabled");
    }
}
