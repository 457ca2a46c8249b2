package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.catalog.Mentions;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.Claims;
import dev.nordbox.appliance.tree.FileTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applications that cannot be read, are not looked at, or are looked at elsewhere than at their
 * newest commit, and may want what another has let go: then their files have its name somewhere.
 * For one look: each directory is read once, however many objects are asked for.
 */
final class UnreadableHeirs {

    private record Place(FileTree tree, String directory) {}

    private final LiveCache cache;
    private final Claims claims;
    private final Applications applications;
    private final Refusals refusals;
    private final AppState asking;
    private final FileTree root;
    private final Function<Source, Optional<FileTree>> trees;
    private final Map<Place, Mentions> byPlace = new HashMap<>();

    UnreadableHeirs(
            LiveCache cache,
            Claims claims,
            Applications applications,
            Refusals refusals,
            AppState asking,
            FileTree root,
            Function<Source, Optional<FileTree>> trees) {
        this.cache = cache;
        this.claims = claims;
        this.applications = applications;
        this.refusals = refusals;
        this.asking = asking;
        this.root = root;
        this.trees = trees;
    }

    /** What to say of the first of them that mentions the object. */
    Optional<String> mentioning(ResourceKey key) {
        return applications.all().stream()
                .filter(other -> other != asking && isUnreadable(other))
                .filter(other -> mention(own(other), key))
                .findFirst()
                .map(other -> told(other.key.toString(), why(other)))
                .or(() -> mentioningAbsent(key));
    }

    /** What it names itself, wherever its sync leads. */
    private static List<Source> own(AppState other) {
        Application application =
                other.aim().isEmpty()
                        ? other.application()
                        : ApplicationReader.read(other.object.content()).application();
        return application.spec().sources();
    }

    private String why(AppState other) {
        if (Heirs.isSkipped(other)) {
            return "is not looked at (argocd.argoproj.io/skip-reconcile)";
        }
        return isElsewhere(other) ? "is being synced to another commit" : "cannot be read";
    }

    /** Its claims are those of the commit that it is synced to, which may be an older one. */
    private boolean isElsewhere(AppState other) {
        return other.aim().isPresent() && asking.aim().isEmpty();
    }

    private boolean isUnreadable(AppState state) {
        return Heirs.isSkipped(state)
                || isElsewhere(state)
                || refusals.isOfItself(state)
                || state.desires.filter(kept -> kept.objects().isEmpty()).isPresent();
    }

    /** An application that the cluster does not take counts as well. */
    private Optional<String> mentioningAbsent(ResourceKey key) {
        return claims.ofKind(Application.KIND).stream()
                .filter(child -> cache.get(child).isEmpty())
                .sorted()
                .filter(child -> mention(sourcesOf(child), key))
                .findFirst()
                .map(child -> told(child.name(), "is not in the cluster"));
    }

    private static String told(String application, String why) {
        return "the application "
                + application
                + " "
                + why
                + ", and its files mention it; that one comes first";
    }

    private List<Source> sourcesOf(ResourceKey child) {
        return applications
                .firstOf(claims.claimants(child))
                .flatMap(parent -> parent.desires)
                .flatMap(Desires.Kept::objects)
                .map(desired -> desired.objects().get(child))
                .map(target -> ApplicationReader.read(target.manifest().content()))
                .map(reading -> reading.application().spec().sources())
                .orElse(List.of());
    }

    private boolean mention(List<Source> sources, ResourceKey key) {
        return sources.isEmpty()
                ? in(root, "").of(key)
                : sources.stream().anyMatch(source -> isMentioned(key, source));
    }

    /** Of files that are not known nothing can be said, and nobody waits for them. */
    private boolean isMentioned(ResourceKey key, Source source) {
        return trees.apply(source).filter(tree -> in(tree, source.path()).of(key)).isPresent();
    }

    private Mentions in(FileTree tree, String path) {
        String directory = path.equals(".") ? "" : path;
        return byPlace.computeIfAbsent(
                new Place(tree, directory), place -> Mentions.in(tree, directory));
    }
}
