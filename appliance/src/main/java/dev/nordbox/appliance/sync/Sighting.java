package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.health.Health;
import java.util.Optional;

/**
 * The last we know of an object.
 *
 * @param version its resourceVersion, to tell later from earlier
 * @param live empty when it is gone
 */
record Sighting(long version, Optional<Live> live, Health health) {

    static final Sighting NEVER = new Sighting(-1, Optional.empty(), Health.MISSING);
}
