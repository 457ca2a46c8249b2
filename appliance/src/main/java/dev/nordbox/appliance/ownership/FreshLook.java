package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Leftover;
import java.util.Optional;

/**
 * The last look before a deletion, at the cluster itself: what the watches told may be a moment
 * old, and what an object holds or owns they do not tell.
 */
public final class FreshLook {

    private final Cluster cluster;
    private final EntryReader reader;
    private final Occupancy occupancy;
    private final OwnedVolumes volumes;
    private final Claims claims;

    public FreshLook(Cluster cluster, Discovered discovered, EntryReader reader, Claims claims) {
        this.cluster = cluster;
        this.reader = reader;
        this.occupancy = new Occupancy(cluster, discovered, reader);
        this.volumes = new OwnedVolumes(cluster, discovered);
        this.claims = claims;
    }

    /**
     * What a last look has found.
     *
     * @param object as it is now; empty when it is gone already
     * @param keep why it is not deleted; empty when it may be
     */
    public record Seen(Optional<LiveObject> object, Optional<String> keep) {}

    /**
     * @param application whose leftover it is
     * @throws ClusterException when it cannot be known whether it may go
     */
    public Seen at(Leftover leftover, String application) throws ClusterException {
        Optional<LiveObject> live = cluster.get(leftover.key());
        return live.isEmpty()
                ? new Seen(live, Optional.empty())
                : new Seen(live, reasonToKeep(live.get(), leftover, application));
    }

    private Optional<String> reasonToKeep(LiveObject live, Leftover leftover, String application)
            throws ClusterException {
        if (!live.uid().equals(leftover.entry().uid())) {
            return Optional.of("it was made anew meanwhile");
        }
        Optional<String> owner = otherOwner(live, application);
        if (owner.isPresent()) {
            return owner;
        }
        return DataGuard.of(reader.read(live))
                .or(() -> wanted(leftover.key()))
                .or(() -> volumesOf(live, leftover.entry()))
                .or(() -> contentOf(leftover));
    }

    /**
     * Why a wanted object is not deleted to make room for itself.
     *
     * @throws ClusterException when it cannot be known
     */
    public Optional<String> reasonToKeepInstead(LiveObject live, String application)
            throws ClusterException {
        Optional<String> owner = otherOwner(live, application);
        if (owner.isPresent()) {
            return owner;
        }
        if (DataGuard.holdsOthers(live.key().groupKind())) {
            return Optional.of("all that is in it would go; delete it by hand if that is meant");
        }
        LiveEntry entry = reader.read(live);
        return DataGuard.of(entry).or(() -> volumesOf(live, entry));
    }

    private static Optional<String> otherOwner(LiveObject live, String application) {
        return TrackingId.ofAnotherInstallation(live.annotation(TrackingId.INSTALLATION))
                .or(
                        () ->
                                TrackingId.applicationOf(live)
                                        .filter(other -> !other.equals(application))
                                        .map(other -> "it belongs to " + other + " now"));
    }

    private Optional<String> wanted(ResourceKey key) {
        boolean lived = key.groupKind().kind().equals("Namespace") && claims.anyIn(key.name());
        return lived
                ? Optional.of("what applications want lives in it")
                : claims.claimants(key).stream().findFirst().map(app -> app + " wants it");
    }

    private Optional<String> volumesOf(LiveObject object, LiveEntry entry) {
        if (DataGuard.isAgreed(entry)) {
            return Optional.empty();
        }
        try {
            return volumes.goingWith(object)
                    .map(
                            claim ->
                                    "the volume claim "
                                            + claim
                                            + " would be deleted with it; "
                                            + DataGuard.howToAgree(entry));
        } catch (ClusterException e) {
            return Optional.of("whether it owns volumes is not known: " + e.getMessage());
        }
    }

    private Optional<String> contentOf(Leftover leftover) {
        if (!DataGuard.holdsOthers(leftover.key().groupKind())) {
            return Optional.empty();
        }
        boolean agreed = DataGuard.isAgreed(leftover.entry());
        try {
            return occupancy
                    .of(leftover.key(), agreed)
                    .map(
                            inside ->
                                    "it still holds "
                                            + inside
                                            + ", which would go with it"
                                            + (agreed
                                                    ? ""
                                                    : "; "
                                                            + DataGuard.howToAgree(
                                                                    leftover.entry())));
        } catch (ClusterException e) {
            return Optional.of("what it holds is not known: " + e.getMessage());
        }
    }
}
