package dev.nordbox.appliance.compare;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the server, before an object is deleted to be made anew, whether it would take the new one:
 * a dry run under a name that nobody has, since the object's own is taken.
 */
public final class ProbedAnew {

    private static final int LENGTH_OF_MARK = 8;

    /** What the object itself has and its deletion gives back. */
    private static final List<String> TAKEN_BY_THE_OLD_ONE =
            List.of("already allocated", "exceeded quota");

    private final Cluster cluster;

    public ProbedAnew(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param live the object that would have to go
     * @return why the server would not take the new one; empty when it would, or cannot be asked
     */
    public Optional<ApiRefused> refusal(Manifest wanted, LiveObject live) throws ApiUnavailable {
        try {
            cluster.apply(elsewhere(wanted, live.uid()), ApplyMode.DRY_RUN);
            return Optional.empty();
        } catch (ApiUnavailable e) {
            throw e;
        } catch (ClusterException e) {
            ApiRefused refused = (ApiRefused) e;
            boolean open =
                    cannotBeTried(refused)
                            || TAKEN_BY_THE_OLD_ONE.stream()
                                    .anyMatch(refused.getMessage()::contains);
            return open ? Optional.empty() : Optional.of(refused);
        }
    }

    /** Something that a write runs through has side effects. */
    static boolean cannotBeTried(ApiRefused refused) {
        return refused.getMessage().contains("does not support dry run");
    }

    private static Manifest elsewhere(Manifest wanted, String uid) {
        String mark = uid.substring(0, Math.min(LENGTH_OF_MARK, uid.length()));
        String name = "nordbox-probe-" + mark;
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(wanted.content(), "metadata"));
        metadata.put("name", name);
        Map<String, Object> content = new LinkedHashMap<>(wanted.content());
        content.put("metadata", metadata);
        ResourceKey key = wanted.key();
        return new Manifest(
                new ResourceKey(key.group(), key.kind(), key.namespace(), name),
                wanted.apiVersion(),
                content,
                wanted.origin());
    }
}
