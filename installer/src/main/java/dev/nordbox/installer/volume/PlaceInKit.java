package dev.nordbox.installer.volume;

import dev.nordbox.installer.artifact.Sha256;
import java.nio.charset.StandardCharsets;

/** The folder of a volume in a kit: its name, unless that is longer than a tar's paths can be. */
final class PlaceInKit {
    private static final int LONGEST = 60;

    private PlaceInKit() {}

    static String of(String volume) {
        return volume.length() <= LONGEST
                ? volume
                : Sha256.of(volume.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    }
}
