package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.Burial;
import dev.nordbox.appliance.tombstone.Occasion;
import dev.nordbox.appliance.tombstone.Tombstone;
import dev.nordbox.appliance.tombstone.Tombstones;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a sync deletes is written down first, and can be found again by the same sync. */
final class Graves {

    private static final Set<GroupKind> RUNS =
            Set.of(
                    new GroupKind("", "Pod"),
                    new GroupKind("batch", "Job"),
                    new GroupKind("argoproj.io", "Workflow"));

    private final Tombstones tombstones;
    private final Discovered discovered;

    Graves(Tombstones tombstones, Discovered discovered) {
        this.tombstones = tombstones;
        this.discovered = discovered;
    }

    /** What could not be brought back is not deleted. */
    static final class NotBuried extends Exception {
        private static final long serialVersionUID = 1L;

        NotBuried(IOException why) {
            super(
                    "it is not deleted, since what it is cannot be written down before: "
                            + why.getMessage()
                            + "; make room where the controller keeps its tombstones",
                    why);
        }
    }

    /**
     * What somebody else deletes already is not ours to bring back, and a hook that runs would run
     * again.
     */
    void bury(LiveObject going, Cause cause) throws NotBuried {
        if (going.terminating() || isHook(going)) {
            return;
        }
        try {
            tombstones.bury(cause.occasion(), withoutStatus(going));
        } catch (IOException e) {
            throw new NotBuried(e);
        }
    }

    /** What somebody says of the object; where a kind has no status apart it is content. */
    private LiveObject withoutStatus(LiveObject object) {
        if (!hasStatusApart(object.key().groupKind())) {
            return object;
        }
        Map<String, Object> content = new LinkedHashMap<>(object.content());
        content.remove("status");
        return new LiveObject(object.key(), object.apiVersion(), content);
    }

    private boolean hasStatusApart(GroupKind kind) {
        try {
            return discovered.kinds().find(kind).map(ServedKind::hasStatusSubresource).orElse(true);
        } catch (ClusterException e) {
            return true;
        }
    }

    private static boolean isHook(LiveObject object) {
        return RUNS.contains(object.key().groupKind())
                && Fields.at(object.content(), "metadata", "annotations", EntryReader.HOOK_RUN)
                        .isPresent();
    }

    /** What this very sync has deleted under that name; empty when it has not, or it is lost. */
    Optional<Tombstone> of(Cause cause, ResourceKey key) {
        Occasion occasion = cause.occasion();
        List<Burial> same =
                tombstones.of(cause.application()).stream()
                        .filter(burial -> burial.occasion().isSameSync(occasion))
                        .toList();
        return same.isEmpty() ? Optional.empty() : last(same.get(same.size() - 1), key);
    }

    private Optional<Tombstone> last(Burial burial, ResourceKey key) {
        try {
            return tombstones.open(burial).stream()
                    .filter(tombstone -> tombstone.key().equals(key))
                    .reduce((earlier, later) -> later);
        } catch (IOException e) {
            return Optional.of(new Tombstone(key, Optional.empty(), "it cannot be read"));
        }
    }
}
