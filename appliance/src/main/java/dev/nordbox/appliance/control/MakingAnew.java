package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.compare.ProbedAnew;
import dev.nordbox.appliance.compare.RefusalKind;
import dev.nordbox.appliance.compare.Words;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.FreshLook;
import dev.nordbox.appliance.sync.Step;
import dev.nordbox.appliance.sync.StepOutcome;
import dev.nordbox.appliance.tombstone.Tombstone;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * {@code Force=true}: an object that cannot become the wanted one is deleted, and made anew by a
 * later step once it is gone. Only for fields that nobody may change, never for what may hold data,
 * and only when the server would take the new one. What cannot be made anew after all is put back.
 */
final class MakingAnew {

    /** On an object that was put back: the manifest that it did not become. */
    static final String PUT_BACK = "nordbox.no/not-made-anew";

    private final Cluster cluster;
    private final LiveCache cache;
    private final FreshLook freshLook;
    private final Graves graves;
    private final AuditTrail audit;
    private final BooleanSupplier leads;

    MakingAnew(
            Cluster cluster,
            LiveCache cache,
            FreshLook freshLook,
            Graves graves,
            AuditTrail audit,
            BooleanSupplier leads) {
        this.cluster = cluster;
        this.cache = cache;
        this.freshLook = freshLook;
        this.graves = graves;
        this.audit = audit;
        this.leads = leads;
    }

    /**
     * @param refused what the server said to the apply
     * @throws ApiRefused the same, when it is no reason to make anything anew
     */
    StepOutcome after(ApiRefused refused, Step.Apply step, Cause cause)
            throws ClusterException, Graves.NotBuried {
        Optional<LiveObject> live = cluster.get(step.target().key());
        if (live.isEmpty()) {
            return putBack(refused, step, cause);
        }
        if (!RefusalKind.isOfFixedFields(refused)) {
            throw refused;
        }
        if (!live.get().terminating()) {
            Optional<String> objection = objection(step, live.get(), cause);
            if (objection.isPresent()) {
                return new StepOutcome.Refused(
                        step.task(),
                        Words.shown(refused.getMessage())
                                + "; it is not deleted to be made anew: "
                                + objection.get());
            }
            if (leads.getAsBoolean()) {
                makeRoom(live.get(), cause);
            }
        }
        return new StepOutcome.Again(step.task());
    }

    private Optional<String> objection(Step.Apply step, LiveObject live, Cause cause)
            throws ClusterException {
        if (live.annotation(PUT_BACK).equals(Optional.of(step.target().digest().hex()))) {
            return Optional.of(
                    "that was tried, failed, and it was brought back; mend the manifest, or delete"
                            + " the object by hand");
        }
        Optional<String> kept = freshLook.reasonToKeepInstead(live, cause.application());
        return kept.isPresent()
                ? kept
                : new ProbedAnew(cluster)
                        .refusal(step.target().manifest(), live)
                        .map(why -> "the new one would be refused, too: " + Words.of(why));
    }

    private void makeRoom(LiveObject live, Cause cause) throws ClusterException, Graves.NotBuried {
        graves.bury(live, cause);
        cluster.delete(live.key(), live.uid(), Propagation.FOREGROUND);
        cache.deleting(live.key(), live.uid());
        audit.wrote("delete to make anew", live.key(), cause, live.changedBy());
    }

    // ---- it was deleted, and the server does not take the new one

    private StepOutcome putBack(ApiRefused refused, Step.Apply step, Cause cause)
            throws ApiRefused {
        ResourceKey key = step.target().key();
        Optional<Tombstone> old = graves.of(cause, key);
        if (old.isEmpty()) {
            throw refused;
        }
        String why = Words.of(refused) + "; it was deleted to be made anew, ";
        return new StepOutcome.Refused(
                step.task(), why + put(old.get(), step, cause) + "; mend the manifest");
    }

    private String put(Tombstone old, Step.Apply step, Cause cause) {
        if (old.content().isEmpty()) {
            return "and is gone: " + old.remark();
        }
        try {
            Manifest manifest =
                    Manifest.of(old.content().get(), "a tombstone")
                            .annotated(PUT_BACK, step.target().digest().hex());
            cache.wrote(cluster.apply(manifest, ApplyMode.REAL));
            audit.wrote("put back", old.key(), cause, "");
            return "and it is there again as it was";
        } catch (ClusterException e) {
            return "and is gone, since it cannot be put back either ("
                    + Words.of(e)
                    + "): `app undo "
                    + cause.application()
                    + "` brings it back";
        }
    }
}
