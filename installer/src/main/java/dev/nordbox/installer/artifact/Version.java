package dev.nordbox.installer.artifact;

import java.util.Optional;

/** Which nordbox this is. */
public final class Version {
    private Version() {}

    /** From the jar's manifest; {@code development} when run from class files. */
    public static String ofNordbox() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
