package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Automated;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.Requests;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.ownership.Leftovers;
import dev.nordbox.appliance.ownership.PruneBudget;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who may want what an application has let go. An object that moves from one application to another
 * in a commit must not be deleted in between, so nothing goes before it is known what the others
 * want at the same commit.
 */
final class Heirs {

    private static final Duration FIRST_ANSWER = Duration.ofMinutes(1);

    /** Kinds of which an object decides about others. */
    private static final Set<GroupKind> DECIDING = Set.of(Application.KIND, Project.KIND);

    private final LiveCache cache;
    private final Claims claims;
    private final Applications applications;
    private final OwnApplications own;
    private final Refusals refusals;
    private final Sources sources;
    private final Projects projects;
    private final DeletionsDue due;
    private final Clock clock;

    /**
     * @param applications all that have been looked at
     */
    Heirs(
            LiveCache cache,
            Claims claims,
            Applications applications,
            OwnApplications own,
            Refusals refusals,
            Sources sources,
            Projects projects,
            DeletionsDue due,
            Clock clock) {
        this.cache = cache;
        this.claims = claims;
        this.applications = applications;
        this.own = own;
        this.refusals = refusals;
        this.sources = sources;
        this.projects = projects;
        this.due = due;
        this.clock = clock;
    }

    /**
     * @param desired what the application wants
     * @param origin the commits at which that is wanted
     * @param root the commit of the repository that the controller was told to follow
     */
    List<Leftover> leftovers(AppState state, DesiredObjects desired, Origin origin, Checkout root) {
        Application application = state.application();
        Set<ResourceKey> kept = desired.kept();
        boolean allowEmpty =
                isAskedToPrune(state)
                        || application
                                .spec()
                                .syncPolicy()
                                .automated()
                                .filter(Automated::allowEmpty)
                                .isPresent();
        Collection<LiveEntry> had = had(state);
        if (had.stream().allMatch(entry -> kept.contains(entry.key()))) {
            return List.of(); // nearly always, and all the others need not be asked
        }
        Optional<String> open = undecided(state, root);
        UnreadableHeirs unreadable =
                new UnreadableHeirs(
                        cache,
                        claims,
                        applications,
                        refusals,
                        state,
                        root.tree(),
                        source -> sources.tree(source, root));
        List<Leftover> decided =
                new Leftovers(
                                application.spec().syncPolicy().options(),
                                kept,
                                desired.objects().keySet(),
                                allowEmpty,
                                budget(state, origin),
                                application.requests().letGo(),
                                key -> heir(state, key),
                                key -> open,
                                unreadable::mentioning)
                        .of(had);
        return decided.stream()
                .map(leftover -> misspelt(desired, leftover))
                .map(leftover -> itself(state, leftover))
                .map(leftover -> withinProject(state, leftover))
                .map(this::ofReadableKind)
                .map(leftover -> remembered(state, leftover))
                .toList();
    }

    /** An object that became a hook of no type there is has not left the repository. */
    private static Leftover misspelt(DesiredObjects desired, Leftover leftover) {
        String slip = desired.misspelt().get(leftover.key());
        boolean held = leftover.fate() != Leftover.Fate.GOES || leftover.entry().terminating();
        return slip == null || held ? leftover : leftover.kept(slip);
    }

    /** An application of apps that was moved out of its own directory is no slip of its own. */
    private static Leftover itself(AppState state, Leftover leftover) {
        boolean itself = leftover.key().equals(state.key.resource());
        boolean released = leftover.fate() == Leftover.Fate.RELEASED;
        return itself && !released
                ? leftover.kept("an Application does not delete itself; delete it by hand")
                : leftover;
    }

    /** What its project does not permit an application does not decide about. */
    Leftover withinProject(AppState state, Leftover leftover) {
        boolean settled =
                leftover.entry().terminating()
                        || leftover.fate() == Leftover.Fate.RELEASED
                        || leftover.fate() == Leftover.Fate.STAYS;
        return settled
                ? leftover
                : projects.objectionToDeletion(state, leftover.key())
                        .map(leftover::kept)
                        .orElse(leftover);
    }

    /** What was seen of a kind before it could not be read any more may be another's by now. */
    private Leftover ofReadableKind(Leftover leftover) {
        boolean known = cache.knows(leftover.key().groupKind());
        return known || leftover.fate() == Leftover.Fate.RELEASED
                ? leftover
                : cache.trouble(leftover.key().groupKind())
                        .map(why -> leftover.kept("objects of its kind cannot be read: " + why))
                        .orElse(leftover);
    }

    /** Why nobody can say what projects permit; empty when all have been heard of. */
    Optional<String> unknownProjects() {
        return projects.unknown();
    }

    /** A person's own sync, asked to prune, is a word as good as an annotation or a field. */
    private static boolean isAskedToPrune(AppState state) {
        return Stream.concat(
                        state.application().operation().stream(),
                        state.sync.filter(SyncState::isRunning).stream().map(SyncState::operation))
                .filter(operation -> !operation.initiatedBy().automated())
                .anyMatch(operation -> operation.sync().filter(SyncRequest::prune).isPresent());
    }

    private static PruneBudget budget(AppState state, Origin origin) {
        Requests requests = state.application().requests();
        if (isAskedToPrune(state)
                || requests.prunesWithoutBudget()
                || requests.approvesPruneAt(origin.commits())) {
            return PruneBudget.NONE;
        }
        return PruneBudget.at(
                state.key.id(),
                origin.commits(),
                Requests.PRUNE_APPROVED
                        + "="
                        + origin.commits()
                        + " ("
                        + Requests.PRUNE_BUDGET
                        + "=off for always)");
    }

    /** What the last look has kept stays so for a while: asking in a circle changes nothing. */
    private Leftover remembered(AppState state, Leftover leftover) {
        if (leftover.fate() != Leftover.Fate.GOES) {
            return leftover;
        }
        return state.kept
                .reason(leftover.key(), clock.instant())
                .map(leftover::kept)
                .orElse(leftover);
    }

    /** What says that it is the application's, and what a status of it says, without a mark. */
    Collection<LiveEntry> had(AppState state) {
        Map<ResourceKey, LiveEntry> had = new TreeMap<>();
        cache.trackedBy(state.key.id()).forEach(entry -> had.put(entry.key(), entry));
        state.written.resources().stream()
                .filter(resource -> !resource.hook())
                .flatMap(resource -> cache.get(resource.key()).stream())
                .filter(entry -> entry.application().isEmpty() && entry.applied().isPresent())
                .forEach(entry -> had.putIfAbsent(entry.key(), entry));
        return had.values();
    }

    private Optional<String> heir(AppState state, ResourceKey key) {
        return claims.claimants(key).stream()
                .filter(other -> !other.equals(state.key.id()))
                .findFirst()
                .or(() -> livesIn(key));
    }

    /**
     * A manifest of a namespace may leave the repository when {@code CreateNamespace} takes over.
     */
    private Optional<String> livesIn(ResourceKey key) {
        return applications.all().stream()
                .filter(any -> !any.deleting)
                .filter(any -> DestinationNamespace.isAskedForBy(any.application().spec(), key))
                .map(any -> any.key.id())
                .findFirst();
    }

    /** Why it is not known yet what all applications want at this commit. */
    private Optional<String> undecided(AppState asking, Checkout root) {
        if (sources.answered(asking, root) != Answered.YES) {
            return Optional.of(
                    "the repository has not answered since the Lease was another controller's");
        }
        for (ResourceKey child : claims.ofKind(Application.KIND)) {
            if (cache.get(child).isEmpty()) {
                Optional<AppState> parent = applications.firstOf(claims.claimants(child));
                if (parent.filter(p -> !isBringing(p, child)).isEmpty()) {
                    return Optional.of("the application " + child.name() + " is still to come");
                }
            }
        }
        for (LiveObject object : cache.objects(Application.KIND)) {
            AppKey key = AppKey.of(object.key());
            if (applications.known(key).isEmpty() && own.isOwn(key)) {
                return Optional.of("the application " + key + " is still to be looked at");
            }
        }
        for (AppState other : applications.all()) {
            if (other == asking) {
                continue;
            }
            if (!hasRead(other, root)) {
                return Optional.of("the application " + other.key + " is still being read");
            }
            if (isChanging(other)) {
                return Optional.of(
                        "the applications and projects of " + other.key + " are still to come");
            }
        }
        return Optional.empty();
    }

    /** The parent will make the child before long, without anybody's help. */
    static boolean isBringing(AppState parent, ResourceKey child) {
        return isActing(parent)
                && parent.level
                        .map(level -> level.verdicts().get(child))
                        .filter(verdict -> !verdict.isFinal())
                        .isPresent();
    }

    /**
     * Its children get other specs before long, or other projects, so what they want now, and may
     * delete, is not the last word.
     */
    private static boolean isChanging(AppState state) {
        return isActing(state)
                && state.level.stream()
                        .flatMap(level -> level.verdicts().entrySet().stream())
                        .anyMatch(
                                entry ->
                                        DECIDING.contains(entry.getKey().groupKind())
                                                && entry.getValue().kind() != Verdict.Kind.EQUAL
                                                && !entry.getValue().refused());
    }

    private static boolean isActing(AppState state) {
        boolean failed =
                state.lastChange()
                        .filter(sync -> !sync.isRunning() && !sync.succeeded())
                        .isPresent();
        return !isSkipped(state)
                && !state.object.terminating()
                && (state.syncing() || state.application().syncsByItself() && !failed);
    }

    /** Nobody looks at it, so nobody waits for that; what it wants is taken from its files. */
    static boolean isSkipped(AppState state) {
        return state.application().requests().skipReconcile();
    }

    private boolean hasRead(AppState state, Checkout root) {
        return !refusals.of(state, root.followed()).isEmpty()
                || state.deleting // wants nothing any more, however long its end takes
                || state.object.terminating() // held by others; what it wanted is claimed
                || hasRead(state, sources.of(state, root), sources.answered(state, root));
    }

    /** A repository that does not answer must not keep the objects of others for ever. */
    private boolean hasRead(AppState state, Sources.Resolved resolved, Answered answered) {
        if (!resolved.problems().isEmpty()) {
            return true; // what it wanted last is claimed, and more cannot be known
        }
        if (!resolved.pending().isEmpty() || answered != Answered.YES) {
            Instant since = state.pendingSince.orElse(clock.instant());
            state.pendingSince = Optional.of(since);
            return !clock.instant().isBefore(since.plus(FIRST_ANSWER));
        }
        state.pendingSince = Optional.empty();
        if (isSkipped(state)) {
            return true;
        }
        List<String> commits = resolved.commits();
        return state.desires
                .filter(kept -> kept.isOf(commits, state.spec()))
                .filter(kept -> kept.willDo(due.recall(state.key)))
                .isPresent();
    }
}
