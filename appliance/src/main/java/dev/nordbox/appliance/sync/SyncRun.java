package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.ApplyOutcome;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies what the plan of one application applies, wave by wave. */
final class SyncRun {

    private static final Duration ESTABLISHED = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final Sightings sightings;
    private final PlacedApplication desired;
    private final SyncPlan plan;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<ResourceKey, Live> applied = new HashMap<>();

    SyncRun(
            Cluster cluster,
            Verdicts verdicts,
            Sightings sightings,
            PlacedApplication desired,
            SyncPlan plan) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.sightings = sightings;
        this.desired = desired;
        this.plan = plan;
    }

    /** The objects that were applied, whether or not all went well, as they are since. */
    Map<ResourceKey, Live> applied() {
        return applied;
    }

    /** What did not go well; empty means that everything wanted is in the cluster. */
    List<Refusal> refusals() {
        return refusals;
    }

    /**
     * Applies until a wave does not go through completely.
     *
     * @param declared objects that any application has a manifest of, also one from elsewhere
     * @throws ClusterException when the server stopped answering
     */
    void apply(Set<String> namespaces, Set<ResourceKey> declared) throws ClusterException {
        createNamespace(namespaces, declared);
        Set<ResourceKey> held =
                plan.applies().stream()
                        .filter(apply -> apply.difference() == Difference.NOT_KNOWN_YET)
                        .map(Operation.Apply::key)
                        .collect(Collectors.toSet());
        for (List<Manifest> wave : plan.waves()) {
            if (!held.isEmpty() && wave.stream().anyMatch(m -> held.contains(m.key()))) {
                // Their namespaces and kinds are there now: judge all of them before any is stored.
                judge(held);
                held.clear();
            }
            if (!refusals.isEmpty()) {
                return;
            }
            store(wave);
            awaitDefinitions(wave);
        }
    }

    private void createNamespace(Set<String> namespaces, Set<ResourceKey> declared)
            throws ClusterException {
        Optional<NamespaceMetadata> wanted = desired.application().policy().createNamespace();
        String name = desired.application().namespace();
        ResourceKey key = new ResourceKey("", "Namespace", "", name);
        if (wanted.isEmpty() || desired.objects().containsKey(key)) {
            return; // a manifest in the repository has the last word
        }
        boolean bare = wanted.get().labels().isEmpty() && wanted.get().annotations().isEmpty();
        if (namespaces.contains(name) && bare) {
            return;
        }
        if (declared.contains(key) && cluster.get(key).isPresent()) {
            return; // to apply less than the manifest would take the rest of it away
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("labels", wanted.get().labels());
        metadata.put("annotations", wanted.get().annotations());
        Map<String, Object> content =
                Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", metadata);
        cluster.apply(Manifest.of(content, "syncOptions of " + desired.name()), ApplyMode.REAL);
    }

    private void judge(Set<ResourceKey> held) throws ClusterException {
        List<Manifest> manifests = held.stream().sorted().map(desired.objects()::get).toList();
        for (ApplyOutcome outcome : cluster.applyAll(manifests, ApplyMode.DRY_RUN)) {
            note(outcome);
        }
    }

    private void store(List<Manifest> wave) throws ClusterException {
        for (ApplyOutcome outcome : cluster.applyAll(wave, ApplyMode.REAL)) {
            note(outcome);
            if (outcome instanceof ApplyOutcome.Applied done) {
                Live live = Live.of(done.live());
                applied.put(done.manifest().key(), live);
                verdicts.inSync(done.manifest(), live);
                sightings.saw(done.live());
            }
        }
    }

    private void note(ApplyOutcome outcome) throws ClusterException {
        if (outcome instanceof ApplyOutcome.Failed failed) {
            if (failed.problem() instanceof ApiUnavailable unavailable) {
                throw unavailable;
            }
            if (!failed.problem().getMessage().contains("does not support dry run")) {
                refusals.add(Comparison.refusal(failed.manifest(), failed.problem()));
            }
        }
    }

    /** A kind can be used only after the server has taken its definition into service. */
    private void awaitDefinitions(Collection<Manifest> wave) throws ClusterException {
        boolean any = false;
        for (Manifest manifest : wave) {
            if (manifest.key().groupKind().equals(Placement.DEFINITION) && refusals.isEmpty()) {
                any = true;
                awaitEstablished(manifest);
            }
        }
        if (any) {
            awaitServed(wave);
        }
    }

    private void awaitEstablished(Manifest definition) throws ClusterException {
        long deadline = System.nanoTime() + ESTABLISHED.toNanos();
        while (!established(cluster.get(definition.key()))) {
            if (System.nanoTime() > deadline) {
                refusals.add(
                        new Refusal(
                                definition.key(),
                                definition.origin(),
                                "not Established after "
                                        + ESTABLISHED.toSeconds()
                                        + " s; see its status.conditions"));
                return;
            }
            pause();
        }
    }

    /** Discovery follows a moment after the condition. */
    private void awaitServed(Collection<Manifest> wave) throws ClusterException {
        long deadline = System.nanoTime() + ESTABLISHED.toNanos();
        List<GroupKind> kinds =
                wave.stream()
                        .filter(m -> m.key().groupKind().equals(Placement.DEFINITION))
                        .map(Placement::definedBy)
                        .toList();
        while (System.nanoTime() < deadline) {
            ServedKinds served = cluster.servedKinds();
            if (kinds.stream().allMatch(kind -> served.find(kind).isPresent())) {
                return;
            }
            pause();
        }
    }

    private static boolean established(Optional<LiveObject> definition) {
        return definition.stream()
                .flatMap(object -> Fields.list(object.content(), "status", "conditions").stream())
                .filter(c -> Fields.text(c, "type").equals(Optional.of("Established")))
                .anyMatch(c -> Fields.text(c, "status").equals(Optional.of("True")));
    }

    private static void pause() throws ClusterException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailable("interrupted", e);
        }
    }
}
