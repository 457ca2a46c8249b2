package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.catalog.AppContext;
import dev.nordbox.appliance.catalog.RootManifests;
import dev.nordbox.appliance.catalog.RootReading;
import dev.nordbox.appliance.catalog.SourceReading;
import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.cache.Recall;
import dev.nordbox.appliance.tree.FileTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an application wants: the files of its sources, each at a commit, rendered, each object in
 * its place. Asked again with the same commits, sources and kinds it answers what it answered
 * before.
 */
final class Desires {

    private static final Logger LOG = LoggerFactory.getLogger(Desires.class);

    private final SourceReading sources;
    private final RootReading roots;
    private final Claims claims;
    private final Digests digests;
    private final Clusters clusters;
    private final DeletionsDue due;

    Desires(
            SourceReading sources,
            RootReading roots,
            Claims claims,
            Digests digests,
            Clusters clusters,
            DeletionsDue due) {
        this.sources = sources;
        this.roots = roots;
        this.claims = claims;
        this.digests = digests;
        this.clusters = clusters;
        this.due = due;
    }

    /** The manifests of a commit, and why there are none or not all. */
    private record Read(
            List<Manifest> manifests,
            List<String> sourceTypes,
            List<Condition> problems,
            Recall recall) {}

    /**
     * An answer, and what it was made from.
     *
     * @param trees of its sources, in their order, as all that is listed
     * @param objects empty when it cannot be known
     * @param problems why some of it, or all, cannot be known
     * @param read whether something that was remembered may be in it
     */
    record Kept(
            List<FileTree> trees,
            List<String> commits,
            Map<String, Object> spec,
            long kinds,
            Object defined,
            List<Manifest> manifests,
            Optional<DesiredObjects> objects,
            List<String> sourceTypes,
            List<Condition> problems,
            Recall read) {

        Origin origin() {
            return Origin.of(spec, commits);
        }

        /** It is of these commits and this spec. */
        boolean isOf(List<String> otherCommits, Map<String, Object> otherSpec) {
            return commits.equals(otherCommits) && spec.equals(otherSpec);
        }

        /** It was read with as little belief in memory as that. */
        boolean willDo(Recall recall) {
            return read.willDoFor(recall);
        }
    }

    /**
     * The same application's answer of before, where it still holds, else a new one; from the files
     * alone before something is deleted.
     */
    Kept of(AppState state, List<Checkout> checkouts, ServedKinds kinds, long generation) {
        List<FileTree> trees = checkouts.stream().map(Checkout::tree).toList();
        List<String> commits = commits(checkouts);
        Recall recall = due.recall(state.key);
        Optional<Kept> before =
                state.desires
                        .filter(kept -> kept.willDo(recall))
                        .filter(kept -> kept.isOf(commits, state.spec()))
                        // A damaged mirror that was made anew deserves another reading.
                        .filter(kept -> kept.problems.isEmpty() || areSame(kept.trees, trees));
        Map<?, ?> defined = claims.defined();
        if (before.filter(kept -> kept.kinds == generation && kept.defined.equals(defined))
                .isPresent()) {
            return before.get();
        }
        Read read =
                before.filter(kept -> kept.problems.isEmpty())
                        .map(
                                kept ->
                                        new Read(
                                                kept.manifests,
                                                kept.sourceTypes,
                                                kept.problems,
                                                kept.read))
                        .orElseGet(() -> read(state, checkouts, recall));
        return placed(state, checkouts, read, kinds, generation);
    }

    /** It was read with more belief in memory than will do by now. */
    boolean doubts(AppState state, Kept kept) {
        return !kept.willDo(due.recall(state.key));
    }

    /** The same commits rendered once more may come to something else. */
    private static void tellOfDifference(AppState state, Kept kept, List<Manifest> fresh) {
        if (Set.copyOf(kept.manifests).equals(Set.copyOf(fresh))) {
            return;
        }
        Set<ResourceKey> lacking = new TreeSet<>();
        fresh.forEach(manifest -> lacking.add(manifest.key()));
        kept.manifests.forEach(manifest -> lacking.remove(manifest.key()));
        LOG.atWarn()
                .addKeyValue("application", state.key)
                .addKeyValue("revision", kept.commits)
                .addKeyValue("lacked", lacking)
                .log("a remembered render was wrong; it is dropped, and nothing goes for it");
    }

    private Kept placed(
            AppState state,
            List<Checkout> checkouts,
            Read read,
            ServedKinds kinds,
            long generation) {
        Optional<DesiredObjects> placed =
                read.problems().isEmpty() || !read.manifests().isEmpty()
                        ? Optional.of(place(state, read.manifests(), kinds))
                        : Optional.empty();
        return new Kept(
                checkouts.stream().map(Checkout::tree).toList(),
                commits(checkouts),
                state.spec(),
                generation,
                claims.defined(),
                read.manifests(),
                placed,
                read.sourceTypes(),
                read.problems(),
                read.recall());
    }

    private static List<String> commits(List<Checkout> checkouts) {
        return checkouts.stream().map(Checkout::commit).toList();
    }

    private static boolean areSame(List<FileTree> some, List<FileTree> others) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    void forgetUnused() {
        sources.forgetUnused();
    }

    private DesiredObjects place(AppState state, List<Manifest> manifests, ServedKinds kinds) {
        Map<GroupKind, Scope> defined = new HashMap<>(claims.defined());
        defined.putAll(Placement.definitions(manifests));
        return Placement.of(
                state.key.id(),
                state.application().spec().destination().namespace(),
                homed(manifests),
                kinds,
                defined,
                digests.in(Fields.list(state.spec(), "ignoreDifferences")));
    }

    /** Applications that name no namespace live where Argo CD's do, not at their destination. */
    private static List<Manifest> homed(List<Manifest> manifests) {
        return manifests.stream()
                .map(
                        manifest ->
                                manifest.key().group().equals("argoproj.io")
                                                && manifest.key().namespace().isEmpty()
                                        ? manifest.as(
                                                manifest.key().inNamespace(AppKey.HOME),
                                                manifest.content())
                                        : manifest)
                .toList();
    }

    private Read read(AppState state, List<Checkout> checkouts, Recall recall) {
        Read read =
                state.isRoot()
                        ? readRoot(state, checkouts.get(0), recall)
                        : readSources(state, checkouts, recall);
        state.desires
                .filter(kept -> read.problems().isEmpty() && kept.problems.isEmpty())
                .filter(kept -> kept.isOf(commits(checkouts), state.spec()))
                .ifPresent(kept -> tellOfDifference(state, kept, read.manifests()));
        return read;
    }

    private Read readRoot(AppState state, Checkout checkout, Recall recall) {
        String path = state.application().spec().renderedSource().map(Source::path).orElse("");
        boolean knewApplications =
                state.written.resources().stream()
                        .anyMatch(r -> r.key().groupKind().equals(Application.KIND));
        RootManifests found =
                roots.read(
                        checkout.followed(),
                        checkout.tree(),
                        path.equals(".") ? "" : path,
                        knewApplications,
                        recall);
        List<Condition> problems =
                found.problems().stream()
                        .map(problem -> Condition.of(ConditionType.COMPARISON_ERROR, problem))
                        .toList();
        List<Manifest> ours = found.manifests().stream().filter(this::isForHere).toList();
        return new Read(ours, List.of("Directory"), problems, found.recall());
    }

    /**
     * Of several clusters each has its own Applications, all have the projects, and what is not an
     * Application's is the first one's.
     */
    private boolean isForHere(Manifest manifest) {
        GroupKind kind = manifest.key().groupKind();
        return kind.equals(Application.KIND)
                ? clusters.take(
                        ApplicationReader.read(manifest.content())
                                .application()
                                .spec()
                                .destination())
                : clusters.here().home() || kind.equals(Project.KIND);
    }

    /**
     * All that the sources bring, one after the other; nothing of them while one cannot be read.
     */
    private Read readSources(AppState state, List<Checkout> checkouts, Recall recall) {
        List<Source> all = state.application().spec().sources();
        List<Manifest> manifests = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Condition> problems = new ArrayList<>();
        Recall believed = Recall.REPLACED;
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).brings()) {
                continue;
            }
            try {
                SourceReading.Rendered rendered =
                        render(state, all.get(i), checkouts.get(i), recall);
                manifests.addAll(rendered.manifests());
                types.add(rendered.sourceType());
                believed = believed.or(rendered.recall());
            } catch (RenderException e) {
                problems.add(Condition.of(ConditionType.COMPARISON_ERROR, e.getMessage()));
            }
        }
        return problems.isEmpty()
                ? new Read(manifests, types, List.of(), believed)
                : new Read(List.of(), List.of(), problems, recall);
    }

    /** The one place where an application's files become manifests. */
    private SourceReading.Rendered render(
            AppState state, Source source, Checkout checkout, Recall recall)
            throws RenderException {
        return sources.render(checkout.tree(), source, context(state, checkout), recall);
    }

    private static AppContext context(AppState state, Checkout checkout) {
        return new AppContext(
                state.key.id(),
                state.application().spec().destination().namespace(),
                state.application().spec().project(),
                checkout.commit());
    }
}
