package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.ApplyOutcome;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares an application with the cluster by the server's own judgement: a dry run of the whole
 * set, where no verdict from before still holds. Defaults, quantities and admission thus never look
 * like differences, and every object that would be refused is known before anything is changed.
 */
final class Comparison {

    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    /** Written by the server on every write, or by others than the applier. */
    private static final Set<String> NOT_COMPARED =
            Set.of("managedFields", "resourceVersion", "generation");

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final Observation observed;
    private final PlacedApplication desired;
    private final Set<ResourceKey> claimed;
    private final Map<ResourceKey, Difference> differences = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    private Comparison(
            Cluster cluster,
            Verdicts verdicts,
            Observation observed,
            PlacedApplication desired,
            Set<ResourceKey> claimed) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.observed = observed;
        this.desired = desired;
        this.claimed = claimed;
    }

    /**
     * @param claimed every object that any application wants: applications may wait for each
     *     other's namespaces, both ways
     * @throws ClusterException when the server cannot judge now; nothing is known then
     */
    static Comparison of(
            Cluster cluster,
            Verdicts verdicts,
            Observation observed,
            PlacedApplication desired,
            Set<ResourceKey> claimed)
            throws ClusterException {
        Comparison comparison = new Comparison(cluster, verdicts, observed, desired, claimed);
        comparison.compare();
        return comparison;
    }

    Map<ResourceKey, Difference> differences() {
        return differences;
    }

    /** Objects the server would not take, all of them. */
    List<Refusal> refusals() {
        return refusals;
    }

    private void compare() throws ClusterException {
        List<Manifest> containers = new ArrayList<>();
        List<Manifest> others = new ArrayList<>();
        for (Manifest manifest : desired.objects().values()) {
            GroupKind kind = manifest.key().groupKind();
            boolean container = kind.equals(NAMESPACE) || kind.equals(Placement.DEFINITION);
            (container ? containers : others).add(manifest);
        }
        judge(containers);
        Set<GroupKind> changing = changingKinds(containers);
        List<Manifest> askable = new ArrayList<>();
        for (Manifest manifest : others) {
            if (comesWithTheSet(manifest, changing)) {
                differences.put(manifest.key(), Difference.NOT_KNOWN_YET);
            } else {
                askable.add(manifest);
            }
        }
        judge(askable);
    }

    /** A new schema is not in force yet, so the old one must not judge. */
    private Set<GroupKind> changingKinds(List<Manifest> containers) {
        Set<GroupKind> kinds = new HashSet<>();
        for (Manifest manifest : containers) {
            if (manifest.key().groupKind().equals(Placement.DEFINITION)
                    && differences.get(manifest.key()) != Difference.NONE) {
                kinds.add(Placement.definedBy(manifest));
            }
        }
        return kinds;
    }

    private boolean comesWithTheSet(Manifest manifest, Set<GroupKind> changing) {
        ResourceKey key = manifest.key();
        boolean unserved = observed.kinds().find(key.groupKind()).isEmpty();
        if (unserved || changing.contains(key.groupKind())) {
            return true;
        }
        if (key.namespace().isEmpty() || observed.namespaces().contains(key.namespace())) {
            return false;
        }
        boolean declared = claimed.contains(new ResourceKey("", "Namespace", "", key.namespace()));
        boolean made =
                desired.application().policy().createNamespace().isPresent()
                        && key.namespace().equals(desired.application().namespace());
        return declared || made;
    }

    private void judge(List<Manifest> manifests) throws ClusterException {
        List<Manifest> unknown = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Optional<Live> live = observed.live(manifest.key());
            if (live.isPresent() && verdicts.holdFor(manifest, live.get())) {
                differences.put(manifest.key(), Difference.NONE);
            } else {
                unknown.add(manifest);
            }
        }
        for (ApplyOutcome outcome : cluster.applyAll(unknown, ApplyMode.DRY_RUN)) {
            if (outcome instanceof ApplyOutcome.Applied applied) {
                differences.put(
                        applied.manifest().key(), difference(applied.manifest(), applied.live()));
            } else if (outcome instanceof ApplyOutcome.Failed failed) {
                take(failed);
            }
        }
    }

    private void take(ApplyOutcome.Failed failed) throws ClusterException {
        Manifest manifest = failed.manifest();
        if (!(failed.problem() instanceof ApiRefused refused)) {
            throw failed.problem();
        }
        boolean exists = observed.live(manifest.key()).isPresent();
        if (refused.getMessage().contains("does not support dry run")) {
            // A webhook with side effects; the apply itself will tell.
            differences.put(manifest.key(), exists ? Difference.CHANGED : Difference.MISSING);
            return;
        }
        differences.put(manifest.key(), exists ? Difference.CHANGED : Difference.MISSING);
        refusals.add(refusal(manifest, refused));
    }

    static Refusal refusal(Manifest manifest, ClusterException problem) {
        String message = problem.getMessage();
        if (message.startsWith("namespaces \"")) {
            message +=
                    "; add a Namespace manifest, or syncOptions: [CreateNamespace=true] to the"
                            + " Application";
        }
        return new Refusal(manifest.key(), manifest.origin(), message);
    }

    private Difference difference(Manifest manifest, LiveObject wouldBe) throws ClusterException {
        Optional<LiveObject> live = content(manifest);
        if (live.isEmpty()) {
            return Difference.MISSING;
        }
        if (live.get().terminating()) {
            return Difference.CHANGED;
        }
        boolean same =
                comparable(wouldBe).equals(comparable(live.get()))
                        && Live.of(wouldBe).applied().equals(Live.of(live.get()).applied());
        if (same) {
            verdicts.inSync(manifest, Live.of(live.get()));
        }
        return same ? Difference.NONE : Difference.CHANGED;
    }

    /** In the manifest's own version: another one would differ by conversion alone. */
    private Optional<LiveObject> content(Manifest manifest) throws ClusterException {
        if (observed.live(manifest.key()).isEmpty()) {
            return Optional.empty();
        }
        LiveObject listed = observed.contents().get(manifest.key());
        return listed != null && listed.apiVersion().equals(manifest.apiVersion())
                ? Optional.of(listed)
                : cluster.get(manifest.key(), manifest.apiVersion());
    }

    private static Map<String, Object> comparable(LiveObject object) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(object.content(), "metadata"));
        metadata.keySet().removeAll(NOT_COMPARED);
        Map<String, Object> content = new LinkedHashMap<>(object.content());
        content.remove("status");
        content.put("metadata", metadata);
        return content;
    }
}
