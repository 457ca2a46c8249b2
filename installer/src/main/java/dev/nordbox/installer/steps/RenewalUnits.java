package dev.nordbox.installer.steps;

import dev.nordbox.appliance.seal.control.KeyList;
import java.time.Duration;

/**
 * Model of the units that make a kit when a sealing key is new.
 *
 * @param keys file that the controller lists its keys in, a bare word in the template
 * @param settle seconds from there to the kit, in which more may happen
 */
public record RenewalUnits(String keys, long settle) {
    private static final Duration SETTLE = Duration.ofMinutes(5);

    static final RenewalUnits MODEL =
            new RenewalUnits(ControllerPaths.STATE + "/" + KeyList.FILE, SETTLE.toSeconds());
}
