package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.catalog.ShownUrl;
import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.control.Repositories.Wanted;
import dev.nordbox.appliance.git.TagRange;
import dev.nordbox.appliance.tree.FileTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * At which commit each source of an application is now. What the controller was told to follow is
 * answered from its own checkout, so that all applications of one commit see the same files; what
 * else is named, by the {@link Repositories}.
 */
final class Sources {

    private final Repositories repositories;

    Sources(Repositories repositories) {
        this.repositories = repositories;
    }

    /**
     * @param checkouts of each source, in their order; empty while one of them has none
     * @param pending sources that have not been heard of yet
     * @param problems why it is not known what others are now
     */
    record Resolved(
            Optional<List<Checkout>> checkouts, List<String> pending, List<Condition> problems) {

        List<String> commits() {
            return checkouts.stream().flatMap(List::stream).map(Checkout::commit).toList();
        }

        Origin origin(AppState state) {
            return checkouts.isEmpty() ? Origin.UNKNOWN : Origin.of(state.spec(), commits());
        }
    }

    Resolved of(AppState state, Checkout root) {
        List<Checkout> checkouts = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        List<Condition> problems = new ArrayList<>();
        List<Source> sources = state.application().spec().sources();
        for (Wanted source : wanted(state)) {
            Sighting sighting =
                    state.isRoot()
                            ? sighted(root)
                            : atHand(state, source, checkouts.size())
                                    .orElseGet(() -> at(source, root));
            sighting.checkout().ifPresent(checkouts::add);
            sighting.problem()
                    .map(why -> Condition.of(ConditionType.COMPARISON_ERROR, why))
                    .filter(why -> !problems.contains(why))
                    .ifPresent(problems::add);
            if (sighting.pending()) {
                pending.add(
                        ShownUrl.in(source.repoUrl()) + " at '" + source.targetRevision() + "'");
            }
        }
        return new Resolved(
                checkouts.size() == sources.size() ? Optional.of(checkouts) : Optional.empty(),
                pending,
                problems);
    }

    /** What a sync has read already it goes on with, whatever its repository says meanwhile. */
    private static Optional<Sighting> atHand(AppState state, Wanted source, int place) {
        String commit = source.targetRevision();
        return state.aim()
                .flatMap(aim -> state.desires)
                .filter(kept -> kept.spec().equals(state.spec()))
                .filter(kept -> place < kept.commits().size())
                .filter(kept -> kept.commits().get(place).equals(commit))
                .map(kept -> kept.trees().get(place))
                .map(tree -> new Checkout(revision(source.repoUrl(), commit), tree))
                .map(Sources::sighted);
    }

    private static FollowedRevision revision(String url, String commit) {
        return new FollowedRevision(url, commit, commit, commit);
    }

    /**
     * How far all has answered, since another one had the Lease, that an application depends on:
     * its sources, and the root that says what it is.
     */
    Answered answered(AppState state, Checkout root) {
        FollowedRevision followed = root.followed();
        return Stream.concat(
                        Stream.of(new Wanted(followed.url(), followed.targetRevision())),
                        asked(state).filter(source -> !isOf(root, state, source)))
                .map(repositories::answered)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What is at hand no repository is asked for, so none would ever have answered. */
    private static Stream<Wanted> asked(AppState state) {
        List<Wanted> wanted = wanted(state);
        return IntStream.range(0, wanted.size())
                .filter(place -> atHand(state, wanted.get(place), place).isEmpty())
                .mapToObj(wanted::get);
    }

    /** Whether what this repository answers may be news: the root's commit comes another way. */
    boolean asks(AppState state, RepositoryAddress address, Optional<Checkout> root) {
        return wanted(state).stream()
                .filter(source -> root.filter(known -> isOf(known, state, source)).isEmpty())
                .anyMatch(source -> RepositoryAddress.of(source.repoUrl()).equals(address));
    }

    private static boolean isOf(Checkout root, AppState state, Wanted source) {
        return state.isRoot() || isOf(root.followed(), source);
    }

    private Sighting at(Wanted source, Checkout root) {
        return isOf(root.followed(), source) ? sighted(root) : repositories.at(source);
    }

    private static Sighting sighted(Checkout checkout) {
        return new Sighting(Optional.of(checkout), Optional.empty());
    }

    private static boolean isOf(FollowedRevision root, Wanted source) {
        return root.is(source.targetRevision()) && root.isAt(source.repoUrl());
    }

    private static Wanted wanted(Source source) {
        return wanted(source, source.targetRevision());
    }

    private static Wanted wanted(Source source, String revision) {
        return new Wanted(source.repoUrl(), TagRange.among(source.tagPrefix(), revision));
    }

    /** Each source as the Application itself names it, wherever its sync leads. */
    private static Stream<Wanted> named(AppState state) {
        return state.aim().isEmpty()
                ? Stream.empty()
                : ApplicationReader.read(state.object.content())
                        .application()
                        .spec()
                        .sources()
                        .stream()
                        .map(Sources::wanted);
    }

    /** Each source, at the revision that is aimed at. */
    private static List<Wanted> wanted(AppState state) {
        List<Wanted> wanted = new ArrayList<>();
        for (Source source : state.application().spec().sources()) {
            String revision =
                    state.aim()
                            .map(aim -> aim.revision(wanted.size(), source))
                            .orElse(source.targetRevision());
            wanted.add(wanted(source, revision));
        }
        return wanted;
    }

    /** Repositories that an Application may not name; each with the field and what to write. */
    List<String> objections(AppState state, FollowedRevision root) {
        return state.application().spec().sources().stream()
                .filter(source -> !state.isRoot() && !root.isAt(source.repoUrl()))
                .filter(source -> source.chart().isEmpty()) // refused as such, and no Git
                .flatMap(
                        source ->
                                repositories.objection(source.repoUrl()).stream()
                                        .map(why -> "spec.source.repoURL: " + why))
                .distinct()
                .toList();
    }

    /** Of one of them nothing is known, and its repository may yet say what it is. */
    boolean awaited(AppState state, Checkout root) {
        return asked(state)
                .map(source -> at(source, root))
                .anyMatch(sighting -> sighting.checkout().isEmpty() && sighting.silent());
    }

    /** The files of a source, if they are known. */
    Optional<FileTree> tree(Source source, Checkout root) {
        return at(wanted(source), root).checkout().map(Checkout::tree);
    }

    /**
     * What these applications name beside the root's revision; the rest need not be kept. A sync to
     * something else passes, and what they name themselves is wanted again after it.
     */
    void keepOnly(Stream<AppState> states, FollowedRevision root) {
        Set<Wanted> wanted =
                states.filter(state -> !state.isRoot())
                        .flatMap(state -> Stream.concat(wanted(state).stream(), named(state)))
                        .filter(source -> !isOf(root, source))
                        .collect(Collectors.toSet());
        repositories.keepOnly(wanted);
    }

    /** Whether each has been asked since, and has answered or failed. */
    List<BooleanSupplier> askNow(AppState state) {
        return state.application().spec().sources().stream()
                .map(source -> repositories.askNow(source.repoUrl()))
                .toList();
    }
}
