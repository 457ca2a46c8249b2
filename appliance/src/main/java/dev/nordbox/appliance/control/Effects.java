package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.PropagationPolicy;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.compare.Words;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.live.Adoption;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.FreshLook;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Step;
import dev.nordbox.appliance.sync.StepOutcome;
import dev.nordbox.appliance.sync.Verdict;
import dev.nordbox.appliance.tombstone.Tombstones;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Takes one step: the only place from which an application's objects are changed. */
final class Effects {

    private static final int INVALID = 422;
    private static final int ADOPTIONS_TRIED = 3;

    private final Cluster cluster;
    private final Discovered discovered;
    private final LiveCache cache;
    private final EntryReader reader;
    private final Judgements judgements;
    private final FreshLook freshLook;
    private final Graves graves;
    private final MakingAnew makingAnew;
    private final AuditTrail audit;
    private final BooleanSupplier leads;

    Effects(
            Cluster cluster,
            Discovered discovered,
            LiveCache cache,
            EntryReader reader,
            Judgements judgements,
            FreshLook freshLook,
            Tombstones tombstones,
            AuditTrail audit,
            BooleanSupplier leads) {
        this.cluster = cluster;
        this.discovered = discovered;
        this.cache = cache;
        this.reader = reader;
        this.judgements = judgements;
        this.freshLook = freshLook;
        this.graves = new Graves(tombstones, discovered);
        this.makingAnew = new MakingAnew(cluster, cache, freshLook, graves, audit, leads);
        this.audit = audit;
        this.leads = leads;
    }

    /** Never throws what the API server can bring about. */
    StepOutcome take(Step step, Cause cause) {
        if (!leads.getAsBoolean()) {
            return new StepOutcome.Again(step.task());
        }
        try {
            if (step instanceof Step.Apply apply) {
                return apply(apply, cause);
            } else if (step instanceof Step.CreateHook hook) {
                return createHook(hook, cause);
            } else if (step instanceof Step.DeleteHook hook) {
                return deleteHook(hook, cause);
            }
            return prune((Step.Prune) step, cause);
        } catch (ApiUnavailable e) {
            return new StepOutcome.NoAnswer(step.task(), e.getMessage());
        } catch (ClusterException e) {
            return new StepOutcome.Refused(step.task(), Words.of(e));
        } catch (Graves.NotBuried e) {
            return new StepOutcome.Refused(step.task(), String.valueOf(e.getMessage()));
        } catch (JqException e) {
            return new StepOutcome.Refused(step.task(), "ignoreDifferences: " + e.getMessage());
        }
    }

    // ---- apply

    private StepOutcome apply(Step.Apply step, Cause cause)
            throws ClusterException, JqException, Graves.NotBuried {
        Target target = step.target();
        String before = changedBy(target.key());
        try {
            if (target.takesOver()
                    && cache.get(target.key()).filter(e -> e.adoptable()).isPresent()) {
                adopt(target.key(), cause);
            }
            Manifest manifest = respecting(target.manifest(), cause.respected());
            LiveObject stored =
                    step.replace() ? replace(manifest) : cluster.apply(manifest, ApplyMode.REAL);
            stored(target, stored);
            audit.wrote("apply", target.key(), cause, before);
            return new StepOutcome.Done(
                    step.task(), step.replace() ? "replaced" : "serverside-applied");
        } catch (ApiRefused e) {
            if (step.force()) {
                return makingAnew.after(e, step, cause);
            }
            throw e;
        }
    }

    private String changedBy(ResourceKey key) {
        return cache.get(key).map(LiveEntry::changedBy).orElse("");
    }

    private Manifest respecting(Manifest manifest, Normaliser ignored)
            throws ClusterException, JqException {
        if (!ignored.concerns(manifest.key().groupKind())) {
            return manifest;
        }
        Optional<LiveObject> live = cluster.get(manifest.key(), manifest.apiVersion());
        return live.isPresent() ? ignored.respect(manifest, live.get().content()) : manifest;
    }

    private void stored(Target target, LiveObject answer) {
        LiveObject stored = asWatched(answer);
        cache.wrote(stored);
        judgements.note(target, stored.uid(), reader.applied(stored), Verdict.EQUAL);
    }

    /** In the version that the watches read, where that is not the manifest's. */
    private LiveObject asWatched(LiveObject stored) {
        try {
            boolean other =
                    discovered
                            .kinds()
                            .find(stored.key().groupKind())
                            .filter(k -> !k.preferredApiVersion().equals(stored.apiVersion()))
                            .isPresent();
            return other
                    ? cluster.get(stored.key())
                            .filter(o -> o.resourceVersion().equals(stored.resourceVersion()))
                            .orElse(stored)
                    : stored;
        } catch (ClusterException e) {
            return stored; // it is compared once more, that is all
        }
    }

    /** Whoever changed the object in between is read again. */
    private void adopt(ResourceKey key, Cause cause) throws ClusterException {
        for (int attempt = 1; ; attempt++) {
            Optional<LiveObject> live = cluster.get(key);
            if (live.isEmpty() || !Adoption.isDue(live.get().content())) {
                return;
            }
            try {
                cache.wrote(cluster.patch(key, Adoption.of(live.get())));
                audit.wrote("take over", key, cause, live.get().changedBy());
                return;
            } catch (ApiRefused e) {
                boolean changed = e.conflict() || e.code() == INVALID;
                if (!changed || attempt == ADOPTIONS_TRIED) {
                    throw e;
                }
            }
        }
    }

    private LiveObject replace(Manifest manifest) throws ClusterException {
        Optional<LiveObject> live = cluster.get(manifest.key(), manifest.apiVersion());
        return live.isEmpty()
                ? cluster.create(manifest)
                : cluster.replace(live.get().replacedBy(manifest));
    }

    // ---- hooks

    private StepOutcome createHook(Step.CreateHook step, Cause cause) throws ClusterException {
        Manifest manifest =
                step.target()
                        .manifest()
                        .annotated(EntryReader.HOOK_RUN, step.run())
                        .annotated(EntryReader.HOOK_BEGUN, step.now().toString());
        cache.wrote(asWatched(cluster.apply(manifest, ApplyMode.REAL)));
        audit.wrote("run hook", manifest.key(), cause, "");
        return new StepOutcome.Done(step.task(), "created");
    }

    private StepOutcome deleteHook(Step.DeleteHook step, Cause cause) throws ClusterException {
        boolean ours = cache.get(step.key()).flatMap(LiveEntry::hookRun).isPresent();
        Optional<LiveObject> live = ours ? Optional.empty() : cluster.get(step.key());
        if (live.isPresent()) {
            ArgoHookFinalizer.takeOff(live.get(), cluster, audit, cause);
        }
        cluster.delete(step.key(), step.uid(), Propagation.BACKGROUND);
        cache.deleting(step.key(), step.uid());
        audit.wrote("delete hook", step.key(), cause, "");
        return new StepOutcome.HookDeleted(step.task());
    }

    // ---- prune

    private StepOutcome prune(Step.Prune step, Cause cause)
            throws ClusterException, Graves.NotBuried {
        Leftover leftover = step.leftover();
        FreshLook.Seen seen = freshLook.at(leftover, cause.application());
        if (seen.keep().isPresent()) {
            return new StepOutcome.Kept(step.task(), seen.keep().get());
        }
        if (!leads.getAsBoolean()) {
            return new StepOutcome.Again(step.task()); // it may be another's to say by now
        }
        if (seen.object().isPresent()) {
            graves.bury(seen.object().get(), cause);
            ArgoHookFinalizer.takeOff(seen.object().get(), cluster, audit, cause);
        }
        String before = changedBy(leftover.key());
        cluster.delete(leftover.key(), leftover.entry().uid(), propagation(cause.propagation()));
        cache.deleting(leftover.key(), leftover.entry().uid());
        judgements.forget(leftover.key());
        audit.wrote("prune", leftover.key(), cause, before);
        return new StepOutcome.Done(step.task(), "pruned");
    }

    private static Propagation propagation(PropagationPolicy policy) {
        return switch (policy) {
            case FOREGROUND -> Propagation.FOREGROUND;
            case BACKGROUND -> Propagation.BACKGROUND;
            case ORPHAN -> Propagation.ORPHAN;
        };
    }
}
