package dev.nordbox.appliance.external;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many keys from one place.
 *
 * @param store another one than the ExternalSecret's
 */
public record DataFrom(Source source, List<Rewrite> rewrites, Optional<StoreRef> store) {

    public DataFrom {
        rewrites = List.copyOf(rewrites);
    }

    /** Where they come from. */
    public sealed interface Source {}

    /** The fields of one secret. */
    public record Extract(RemoteRef ref) implements Source {}

    /**
     * The secrets below a path.
     *
     * @param path {@code ""} for all that there are
     * @param name what a name has to hold, as Go's regexp; absent where tags choose
     * @param tags what the metadata has to say
     */
    public record Find(
            String path,
            Optional<String> name,
            Map<String, String> tags,
            Conversion conversion,
            Decoding decoding,
            boolean refuseNulls)
            implements Source {
        public Find {
            tags = Map.copyOf(tags);
        }
    }
}
