package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.application.SyncPolicy;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.ApplyOutcome;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Between passes: knows how the last one left each object, sees by that what was changed since, and
 * sets it back. Not thread safe.
 */
final class DriftRepair {

    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final Sightings sightings;
    private final GoodState good = new GoodState();

    /** Every object of ours, also of applications that were not compared. */
    private Set<ResourceKey> tracked = Set.of();

    /** As the last pass saw or left them. */
    private Map<ResourceKey, Live> settled = new HashMap<>();

    DriftRepair(Cluster cluster, Verdicts verdicts, Sightings sightings) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.sightings = sightings;
    }

    /** Takes over what a pass has found and done. */
    void remember(
            DesiredState desired,
            List<ApplicationPass> passes,
            Collection<Inventory> removed,
            Collection<String> foreign,
            Observation observed) {
        if (desired.complete()) { // else the others may only be out of sight
            good.retain(desired.applications().stream().map(DesiredApplication::name).toList());
        }
        foreign.forEach(good::drop);
        settled = new HashMap<>(observed.live());
        tracked = new HashSet<>();
        removed.forEach(inventory -> tracked.addAll(inventory.keys()));
        for (ApplicationPass pass : passes) {
            SyncPolicy policy = pass.desired().application().policy();
            if (!policy.automated() || !policy.selfHeal()) {
                good.drop(pass.desired().name());
            } else if (pass.inPlace()) {
                good.inPlace(pass.desired());
            }
            tracked.addAll(pass.desired().objects().keySet());
            tracked.addAll(pass.inventory().keys());
            settled.putAll(pass.applied());
        }
        tracked.addAll(good.keys());
        settled.keySet().retainAll(tracked);
        sightings.retain(tracked);
    }

    /** The objects to listen to. */
    Set<ResourceKey> tracked() {
        return Set.copyOf(tracked);
    }

    /** It is not as it was left: somebody changed what we applied, or it is gone. */
    boolean drifted(ResourceKey key) {
        Optional<Live> now = sightings.of(key).live();
        return !now.equals(Optional.ofNullable(settled.get(key)));
    }

    /** Whether {@link #heal} can set this object back without a whole pass. */
    boolean healable(ResourceKey key) {
        GroupKind kind = key.groupKind();
        boolean container = kind.equals(NAMESPACE) || kind.equals(Placement.DEFINITION);
        return !container && good.of(key).isPresent(); // what holds others needs their order, too
    }

    /**
     * Sets objects back to the last good state: no listing, no dry run, since the very manifest was
     * accepted before.
     *
     * @return those that could not be set back; a whole pass will find out why
     */
    Set<ResourceKey> heal(Collection<ResourceKey> keys) {
        List<Manifest> manifests = keys.stream().map(good::of).flatMap(Optional::stream).toList();
        Set<ResourceKey> failed = new HashSet<>();
        for (ApplyOutcome outcome : cluster.applyAll(manifests, ApplyMode.REAL)) {
            if (outcome instanceof ApplyOutcome.Applied done) {
                Live live = Live.of(done.live());
                settled.put(done.manifest().key(), live);
                verdicts.inSync(done.manifest(), live);
                sightings.saw(done.live());
            } else {
                failed.add(outcome.manifest().key());
            }
        }
        return failed;
    }
}
