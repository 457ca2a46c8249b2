package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;

/**
 * One object that was deleted.
 *
 * @param content as it would have to be applied to be there again; empty when that is not kept
 * @param remark why its content is not kept, or what does not come back with it; {@code ""} when
 *     all of it does
 */
public record Tombstone(ResourceKey key, Optional<Map<String, Object>> content, String remark) {

    Tombstone withoutContent(String why) {
        return new Tombstone(key, Optional.empty(), why);
    }
}
