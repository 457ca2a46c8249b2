package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Who has to look when something in the cluster has changed. */
final class Changes {

    /** Children change all the time; their parent looks at many changes together. */
    private static final Duration CHILDREN_GATHER = Duration.ofMillis(200);

    private final Clock clock;
    private final Discovered discovered;
    private final Judgements judgements;
    private final Claims claims;
    private final Applications applications;
    private final WorkQueue<AppKey> queue;

    Changes(
            Clock clock,
            Discovered discovered,
            Judgements judgements,
            Claims claims,
            Applications applications,
            WorkQueue<AppKey> queue) {
        this.clock = clock;
        this.discovered = discovered;
        this.judgements = judgements;
        this.claims = claims;
        this.applications = applications;
        this.queue = queue;
    }

    /** An object came, changed or went. */
    void objectChanged(ResourceKey key, Optional<LiveEntry> before, Optional<LiveEntry> after) {
        if (key.groupKind().equals(Application.KIND)) {
            queue.add(AppKey.of(key));
            if (before.isPresent() && before.equals(after)) {
                return;
            }
        }
        if (key.groupKind().equals(Placement.DEFINITION)) {
            definitionsChanged();
            String group = key.name().substring(key.name().indexOf('.') + 1);
            judgements
                    .forgetRefusals(group)
                    .forEach(
                            object ->
                                    claims.claimants(object).forEach(id -> concerned(id, object)));
        } else if (key.groupKind().equals(Project.KIND)) {
            projectChanged(key.name());
        } else if (key.groupKind().equals(Placement.NAMESPACE)) {
            askersOf(key).forEach(state -> queue.add(state.key));
        }
        Stream.of(before, after)
                .flatMap(Optional::stream)
                .flatMap(entry -> entry.application().stream())
                .distinct()
                .forEach(id -> concerned(id, key));
        claims.claimants(key).forEach(id -> concerned(id, key));
    }

    private void concerned(String id, ResourceKey key) {
        boolean child = key.groupKind().equals(Application.KIND);
        applications
                .named(id)
                .ifPresent(
                        app -> {
                            if (child) {
                                queue.wake(app, clock.instant().plus(CHILDREN_GATHER));
                            } else {
                                queue.add(app);
                            }
                        });
    }

    /** It is among the objects of none of them, and has to be as they say all the same. */
    private Stream<AppState> askersOf(ResourceKey namespace) {
        return applications.all().stream()
                .filter(
                        state ->
                                DestinationNamespace.isAskedForBy(
                                        state.application().spec(), namespace));
    }

    /** Whether Applications lie elsewhere is for all projects together to say. */
    private void projectChanged(String name) {
        applications.all().stream()
                .filter(
                        state ->
                                state.application().spec().project().equals(name)
                                        || !state.key.namespace().equals(AppKey.HOME))
                .forEach(state -> queue.add(state.key));
    }

    /** A definition changed: kinds may have come or gone. */
    void definitionsChanged() {
        discovered.invalidate();
        kindsCameOrWent();
    }

    /** What could not be placed before may be now. */
    void kindsCameOrWent() {
        applications.all().stream()
                .filter(Changes::lacksKinds)
                .forEach(state -> queue.add(state.key));
    }

    private static boolean lacksKinds(AppState state) {
        return state.syncing()
                || state.level
                        .flatMap(Level::desired)
                        .filter(
                                desired ->
                                        desired.objects().values().stream()
                                                .anyMatch(target -> !target.placed()))
                        .isPresent();
    }

    /** The kind's objects are all known now, or cannot be heard of. */
    void kindChanged(GroupKind kind) {
        applications.all().stream()
                .filter(
                        state ->
                                state.level.isEmpty()
                                        || state.level.get().waiting().isPresent()
                                        || state.level.get().mine().keySet().stream()
                                                .anyMatch(key -> key.groupKind().equals(kind))
                                        || kind.equals(Placement.NAMESPACE)
                                                && marksItsNamespace(state))
                .forEach(state -> queue.add(state.key));
    }

    private static boolean marksItsNamespace(AppState state) {
        return state.application().spec().syncPolicy().options().createNamespace();
    }
}
