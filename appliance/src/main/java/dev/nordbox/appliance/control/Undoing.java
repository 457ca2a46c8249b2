package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.BroughtBack;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.tombstone.Burial;
import dev.nordbox.appliance.tombstone.Tombstone;
import dev.nordbox.appliance.tombstone.Tombstones;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an undo needs to know: what was deleted, whether it may come back, and as what. */
final class Undoing {

    private final Tombstones tombstones;
    private final LiveCache cache;
    private final Claims claims;
    private final Digests digests;

    /**
     * The manifests of one undo, so that no look has to read them again.
     *
     * @param begun which undo, by when it began
     */
    record Opened(Instant begun, Map<ResourceKey, Manifest> manifests) {}

    Undoing(Tombstones tombstones, LiveCache cache, Claims claims, Digests digests) {
        this.tombstones = tombstones;
        this.cache = cache;
        this.claims = claims;
        this.digests = digests;
    }

    List<Burial> burials(String application) {
        return tombstones.of(application);
    }

    /**
     * @throws IOException what is kept cannot be read
     */
    UndoPlan plan(AppState state, List<Burial> burials) throws IOException {
        return UndoPlan.of(deleted(burials), key -> objection(state, key));
    }

    private List<Tombstone> deleted(List<Burial> burials) throws IOException {
        List<Tombstone> deleted = new ArrayList<>();
        for (Burial burial : burials) {
            deleted.addAll(tombstones.open(burial));
        }
        return deleted;
    }

    private Optional<String> objection(AppState state, ResourceKey key) {
        if (state.level.filter(level -> level.mine().containsKey(key)).isPresent()) {
            return Optional.of("Git has it again, so that a sync brings it");
        }
        return claims.claimants(key).stream()
                .filter(other -> !other.equals(state.key.id()))
                .findFirst()
                .map(other -> "the application " + other + " wants it now")
                .or(
                        () ->
                                cache.get(key)
                                        .filter(live -> !live.terminating())
                                        .map(LiveEntry::key)
                                        .map(there -> "it is there"));
    }

    // ---- the operation

    /**
     * Begins with what can be brought back now, so that it is the same to its end.
     *
     * @return the operation with its objects; or why it is not begun
     */
    Beginning begin(AppState state, Operation asked) {
        List<Burial> burials = named(state, asked);
        if (burials.isEmpty()) {
            return Beginning.refused("no deletion of " + state.key + " is kept that it names");
        }
        try {
            UndoPlan plan = plan(state, burials);
            Operation operation = Undo.of(asked, state, plan.keys());
            return operation.sync().orElseThrow().resources().isEmpty()
                    ? Beginning.refused(
                            "there is nothing to bring back"
                                    + (plan.not().isEmpty() ? "" : ": " + plan.reasons()))
                    : new Beginning(Optional.of(operation), Optional.empty());
        } catch (IOException e) {
            return Beginning.refused("what was deleted cannot be read: " + e.getMessage());
        }
    }

    /**
     * @param operation to begin; empty when it is refused
     * @param refusal why
     */
    record Beginning(Optional<Operation> operation, Optional<String> refusal) {

        private static Beginning refused(String why) {
            return new Beginning(
                    Optional.empty(), Optional.of("the operation was not begun: " + why));
        }
    }

    private List<Burial> named(AppState state, Operation operation) {
        List<Long> ids = Undo.ids(operation);
        return burials(state.key.id()).stream()
                .filter(burial -> ids.contains(burial.id()))
                .toList();
    }

    /** Why an undo that runs cannot go on: what it is to bring back is not kept any more. */
    Optional<String> lost(AppState state, SyncState sync) {
        try {
            Map<ResourceKey, Manifest> opened = opened(state, sync);
            List<Selected> objects = sync.request().resources();
            return objects.stream()
                    .filter(one -> opened.keySet().stream().noneMatch(k -> Undo.matches(one, k)))
                    .findFirst()
                    .map(one -> "what " + one.kind() + " " + one.name() + " was is not kept");
        } catch (IOException e) {
            return Optional.of("what was deleted cannot be read: " + e.getMessage());
        }
    }

    /** What is to be there again, with the mark that says who wanted it. */
    DesiredObjects objects(AppState state, SyncState sync, ServedKinds kinds) {
        try {
            return Placement.of(
                    state.key.id(),
                    state.application().spec().destination().namespace(),
                    opened(state, sync).values(),
                    kinds,
                    claims.defined(),
                    digests.in(Fields.list(state.spec(), "ignoreDifferences")));
        } catch (IOException e) {
            return DesiredObjects.ofHooks(List.of());
        }
    }

    private Map<ResourceKey, Manifest> opened(AppState state, SyncState sync) throws IOException {
        Optional<Opened> known =
                state.opened.filter(opened -> opened.begun().equals(sync.startedAt()));
        if (known.isEmpty()) {
            Map<ResourceKey, Manifest> manifests = new LinkedHashMap<>();
            String mark =
                    BroughtBack.mark(sync.startedAt(), sync.operation().initiatedBy().username());
            for (Tombstone tombstone : deleted(named(state, sync.operation()))) {
                tombstone
                        .content()
                        .map(content -> Manifest.of(content, "a tombstone"))
                        .map(manifest -> manifest.annotated(BroughtBack.MARK, mark))
                        .ifPresent(manifest -> manifests.put(tombstone.key(), manifest));
            }
            known = Optional.of(new Opened(sync.startedAt(), manifests));
            state.opened = known;
        }
        return known.get().manifests();
    }
}
