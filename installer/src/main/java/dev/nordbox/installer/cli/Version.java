package dev.nordbox.installer.cli;

import java.util.Optional;

/** Which nordbox this is. */
final class Version {
    private Version() {}

    /** From the jar's manifest; {@code development} when run from class files. */
    static String ofNordbox() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
