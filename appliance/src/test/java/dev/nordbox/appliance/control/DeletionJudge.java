package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at every deletion as it happens, and says what is wrong with it. */
final class DeletionJudge {

    private static final Set<String> DATA =
            Set.of("PersistentVolumeClaim", "PersistentVolume", "StatefulSet");

    private final InMemoryCluster cluster;
    private final RandomRepository repository;
    private final List<String> faults = new ArrayList<>();
    private int deletions;

    DeletionJudge(InMemoryCluster cluster, RandomRepository repository) {
        this.cluster = cluster;
        this.repository = repository;
        cluster.onDelete(this::judge);
    }

    List<String> faults() {
        return faults;
    }

    int deletions() {
        return deletions;
    }

    private void judge(List<ResourceKey> going) {
        deletions++;
        ResourceKey key = going.get(0);
        Optional<String> fault =
                isHook(key)
                        ? Optional.empty()
                        : owner(key).map(owner -> ofOwned(key, owner)).orElse(ofUnmarked(key));
        fault.or(() -> ofContent(key, going.subList(1, going.size())))
                .ifPresent(why -> faults.add(key + " was deleted: " + why));
    }

    private Optional<String> ofOwned(ResourceKey key, String owner) {
        ResourceKey application = Bed.key(owner);
        if (!cluster.keys().contains(application)) {
            return Optional.of("its application " + owner + " does not exist");
        }
        Map<String, Object> live = cluster.content(application);
        boolean cascade = Fields.text(live, "metadata", "deletionTimestamp").isPresent();
        if (key.equals(application)) {
            return Optional.of("an application does not delete itself");
        }
        return wanted(key, cascade ? owner : "")
                .or(() -> cascade ? ofCascade(key) : ofPrune(key, live))
                .or(() -> ofBroughtBack(key, live))
                .or(() -> ofData(key))
                .or(() -> ofAccident(key, owner));
    }

    /** A deletion of an application that has begun goes on to its end, wanted again or not. */
    private Optional<String> wanted(ResourceKey key, String ended) {
        boolean byOthers =
                repository.wanted().stream()
                        .filter(object -> !object.isHook() && object.key().equals(key))
                        .anyMatch(object -> !object.application().equals(ended));
        boolean application =
                key.kind().equals("Application")
                        && repository.application(key.name()).isPresent()
                        && !ended.equals("parent");
        return byOthers || application ? Optional.of("the commit wants it") : Optional.empty();
    }

    private Optional<String> ofCascade(ResourceKey key) {
        return key.kind().equals("CustomResourceDefinition")
                ? Optional.of("definitions stay when an application goes")
                : hasOption(key, "Delete=false");
    }

    private Optional<String> ofPrune(ResourceKey key, Map<String, Object> application) {
        boolean prunes =
                Fields.at(application, "spec", "syncPolicy", "automated", "prune")
                        .equals(Optional.of(true));
        return prunes
                ? hasOption(key, "Prune=false")
                : Optional.of("its application does not prune");
    }

    private Optional<String> hasOption(ResourceKey key, String option) {
        return options(key).equals(option) ? Optional.of("it says " + option) : Optional.empty();
    }

    private Optional<String> ofBroughtBack(ResourceKey key, Map<String, Object> application) {
        Instant letGo =
                Fields.time(application, "metadata", "annotations", "nordbox.no/let-go")
                        .orElse(Instant.MIN);
        return live(key)
                .annotation("nordbox.no/brought-back")
                .map(mark -> Instant.parse(mark.split(" ")[0]))
                .filter(since -> since.isAfter(letGo))
                .map(since -> "somebody brought it back, and nobody let it go");
    }

    private Optional<String> ofData(ResourceKey key) {
        return DATA.contains(key.kind()) && !options(key).equals("Prune=true")
                ? Optional.of("it may hold data, and nobody agreed")
                : Optional.empty();
    }

    /** All Applications at once. */
    private Optional<String> ofAccident(ResourceKey key, String owner) {
        boolean all = repository.applications().isEmpty() && key.kind().equals("Application");
        long siblings =
                cluster.keys().stream()
                        .filter(other -> other.kind().equals("Application"))
                        .filter(other -> !isTerminating(other))
                        .filter(other -> owner(other).equals(Optional.of(owner)))
                        .count();
        return all && siblings > 1 && !options(key).equals("Prune=true") && !isTerminating(key)
                ? Optional.of("all applications vanished at once")
                : Optional.empty();
    }

    private boolean isTerminating(ResourceKey key) {
        return Fields.text(cluster.content(key), "metadata", "deletionTimestamp").isPresent();
    }

    /** Somebody took the mark away from what was ours; what never was ours is created by others. */
    private Optional<String> ofUnmarked(ResourceKey key) {
        boolean ours = cluster.appliedFields(key).isPresent();
        return ours ? wanted(key, "").or(() -> ofData(key)) : Optional.of("it is not ours");
    }

    private Optional<String> ofContent(ResourceKey key, List<ResourceKey> content) {
        boolean agreed = options(key).equals("Prune=true");
        return content.stream()
                .filter(
                        inside ->
                                !agreed || owner(inside).isPresent() || ofData(inside).isPresent())
                .findFirst()
                .map(inside -> "it holds " + inside);
    }

    // ---- what the objects say

    Optional<String> owner(ResourceKey key) {
        return TrackingId.applicationOf(live(key));
    }

    private LiveObject live(ResourceKey key) {
        Map<String, Object> content = cluster.content(key);
        return new LiveObject(key, Fields.text(content, "apiVersion").orElse(""), content);
    }

    boolean isHook(ResourceKey key) {
        return live(key).annotation(EntryReader.HOOK_RUN).isPresent();
    }

    private String options(ResourceKey key) {
        return live(key).annotation("argocd.argoproj.io/sync-options").orElse("");
    }

    /** Something keeps an object that the repository dropped. */
    boolean isGuarded(ResourceKey key) {
        Optional<String> owner = owner(key);
        return owner.isEmpty()
                || repository.application(owner.get()).isEmpty()
                || options(key).equals("Prune=false")
                || DATA.contains(key.kind()) && !options(key).equals("Prune=true")
                || !cluster.heldBy(key).isEmpty();
    }
}
