package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
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
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.tree.FileTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application wants: its files at a commit, rendered, each object in its place. Asked again
 * with the same commit, source and kinds it answers what it answered before.
 */
final class Desires {

    private final SourceReading sources;
    private final RootReading roots;
    private final Claims claims;
    private final Digests digests;

    Desires(SourceReading sources, RootReading roots, Claims claims, Digests digests) {
        this.sources = sources;
        this.roots = roots;
        this.claims = claims;
        this.digests = digests;
    }

    /** The manifests of a commit, and why there are none or not all. */
    private record Read(List<Manifest> manifests, String sourceType, List<Condition> problems) {}

    /**
     * An answer, and what it was made from.
     *
     * @param objects empty when it cannot be known
     * @param problems why some of it, or all, cannot be known
     */
    record Kept(
            FileTree tree,
            String commit,
            Map<String, Object> spec,
            long kinds,
            Object defined,
            List<Manifest> manifests,
            Optional<DesiredObjects> objects,
            String sourceType,
            List<Condition> problems) {}

    /** The same application's answer of before, where it still holds, else a new one. */
    Kept of(AppState state, Checkout checkout, ServedKinds kinds, long generation) {
        Optional<Kept> before =
                state.desires
                        .filter(kept -> kept.commit.equals(checkout.commit()))
                        .filter(kept -> kept.spec.equals(state.spec()))
                        // A damaged mirror that was made anew deserves another reading.
                        .filter(kept -> kept.problems.isEmpty() || kept.tree == checkout.tree());
        Map<?, ?> defined = claims.defined();
        if (before.filter(kept -> kept.kinds == generation && kept.defined.equals(defined))
                .isPresent()) {
            return before.get();
        }
        Read read =
                before.filter(kept -> kept.problems.isEmpty())
                        .map(kept -> new Read(kept.manifests, kept.sourceType, kept.problems))
                        .orElseGet(() -> read(state, checkout));
        Optional<DesiredObjects> placed =
                read.problems().isEmpty() || !read.manifests().isEmpty()
                        ? Optional.of(place(state, read.manifests(), kinds))
                        : Optional.empty();
        return new Kept(
                checkout.tree(),
                checkout.commit(),
                state.spec(),
                generation,
                defined,
                read.manifests(),
                placed,
                read.sourceType(),
                read.problems());
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
                                        ? new Manifest(
                                                manifest.key().inNamespace(AppKey.HOME),
                                                manifest.apiVersion(),
                                                manifest.content(),
                                                manifest.origin())
                                        : manifest)
                .toList();
    }

    private Read read(AppState state, Checkout checkout) {
        return state.isRoot() ? readRoot(state, checkout) : readSource(state, checkout);
    }

    private Read readRoot(AppState state, Checkout checkout) {
        String path = state.application().spec().renderedSource().map(Source::path).orElse("");
        boolean knewApplications =
                state.written.resources().stream()
                        .anyMatch(r -> r.key().groupKind().equals(Application.KIND));
        RootManifests found =
                roots.read(
                        checkout.followed(),
                        checkout.tree(),
                        path.equals(".") ? "" : path,
                        knewApplications);
        List<Condition> problems =
                found.problems().stream()
                        .map(problem -> Condition.of(ConditionType.COMPARISON_ERROR, problem))
                        .toList();
        return new Read(found.manifests(), "Directory", problems);
    }

    private Read readSource(AppState state, Checkout checkout) {
        Optional<Source> source = state.application().spec().renderedSource();
        if (source.isEmpty()) {
            return new Read(List.of(), "", List.of());
        }
        try {
            SourceReading.Rendered rendered =
                    sources.render(checkout.tree(), source.get(), context(state, checkout));
            return new Read(rendered.manifests(), rendered.sourceType(), List.of());
        } catch (RenderException e) {
            return new Read(
                    List.of(),
                    "",
                    List.of(Condition.of(ConditionType.COMPARISON_ERROR, e.getMessage())));
        }
    }

    private static AppContext context(AppState state, Checkout checkout) {
        return new AppContext(
                state.key.id(),
                state.application().spec().destination().namespace(),
                state.application().spec().project(),
                checkout.commit());
    }
}
