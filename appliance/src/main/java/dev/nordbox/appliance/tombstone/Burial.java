package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;

/**
 * All that one sync deleted of an application.
 *
 * @param id names it; the later one has the greater
 * @param begun when its first object went
 */
public record Burial(long id, Occasion occasion, Instant begun, List<Gone> objects) {

    public Burial {
        objects = List.copyOf(objects);
    }

    /**
     * One of its objects.
     *
     * @param kept its content is kept, too
     * @param remark as that of its tombstone
     */
    public record Gone(ResourceKey key, boolean kept, String remark) {}
}
