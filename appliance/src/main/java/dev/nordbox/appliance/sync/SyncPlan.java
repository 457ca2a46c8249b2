package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one application needs to become what the repository says. Pure: computed from facts,
 * printed, executed or thrown away.
 *
 * @param applies in no particular order; {@link #waves} orders them
 * @param blockedPrune why nothing is pruned although something would be
 */
record SyncPlan(
        String application,
        List<Operation.Apply> applies,
        List<Operation.Prune> prunes,
        List<Operation.Release> releases,
        List<Operation.HandOver> handOvers,
        List<Operation.Keep> keeps,
        Optional<String> blockedPrune) {

    /** Nobody's data goes because a line was removed: these are deleted by a person. */
    private static final Set<GroupKind> DATA =
            Set.of(
                    new GroupKind("", "PersistentVolumeClaim"),
                    new GroupKind("", "PersistentVolume"));

    /** Deleting one of these deletes everything in it, ours or not. */
    private static final Set<GroupKind> CONTAINERS =
            Set.of(new GroupKind("", "Namespace"), Placement.DEFINITION);

    private static final List<String> AGAINST_PRUNING = List.of("Prune=false", "Prune=confirm");
    private static final List<String> AGAINST_REMOVAL = List.of("Delete=false", "Delete=confirm");

    /** A person's word that an object of a guarded kind may go: on the object in the cluster. */
    static final String CONFIRMED = "Prune=true";

    SyncPlan {
        applies = List.copyOf(applies);
        prunes = List.copyOf(prunes);
        releases = List.copyOf(releases);
        handOvers = List.copyOf(handOvers);
        keeps = List.copyOf(keeps);
    }

    /**
     * @param differences for every object of {@code desired}
     * @param live of the inventory's objects, those that exist
     * @param demand of all applications
     */
    static SyncPlan between(
            PlacedApplication desired,
            Inventory inventory,
            Map<ResourceKey, Difference> differences,
            Map<ResourceKey, Live> live,
            Demand demand) {
        List<Operation.Apply> applies =
                desired.objects().values().stream()
                        .filter(manifest -> differences.get(manifest.key()) != Difference.NONE)
                        .map(
                                manifest ->
                                        new Operation.Apply(
                                                manifest, differences.get(manifest.key())))
                        .toList();
        Leftovers leftovers = new Leftovers(inventory, live, demand);
        inventory.keys().stream()
                .filter(key -> !desired.objects().containsKey(key))
                .forEach(leftovers::decide);
        boolean wipesOut = desired.objects().isEmpty() && !leftovers.prunes.isEmpty();
        Optional<String> blocked =
                wipesOut && !desired.application().policy().allowEmpty()
                        ? Optional.of(
                                "the repository has no objects left for this application, and all "
                                        + leftovers.prunes.size()
                                        + " would be deleted; if that is meant, set"
                                        + " spec.syncPolicy.automated.allowEmpty: true")
                        : Optional.empty();
        return new SyncPlan(
                desired.name(),
                applies,
                leftovers.prunes,
                leftovers.releases,
                leftovers.handOvers,
                leftovers.keeps,
                blocked);
    }

    /** The plan of an application that is no longer wanted at all. */
    static SyncPlan ofRemoved(Inventory inventory, Map<ResourceKey, Live> live, Demand demand) {
        Leftovers leftovers = new Leftovers(inventory, live, demand);
        leftovers.vetoes = AGAINST_REMOVAL;
        inventory.keys().forEach(leftovers::decide);
        return new SyncPlan(
                inventory.application(),
                List.of(),
                leftovers.prunes,
                leftovers.releases,
                leftovers.handOvers,
                leftovers.keeps,
                Optional.empty());
    }

    /**
     * Applies by sync wave and then by rank of their kind; within one of these lists order is free.
     * Namespaces and definitions go before all waves, since nothing can be judged without them.
     */
    Collection<List<Manifest>> waves() {
        Map<Integer, Map<Integer, List<Manifest>>> byWave = new TreeMap<>();
        for (Operation.Apply apply : applies) {
            int rank = KindRank.of(apply.key().groupKind());
            int wave =
                    CONTAINERS.contains(apply.key().groupKind()) ? Integer.MIN_VALUE : wave(apply);
            byWave.computeIfAbsent(wave, w -> new TreeMap<>())
                    .computeIfAbsent(rank, r -> new ArrayList<>())
                    .add(apply.manifest());
        }
        return byWave.values().stream().flatMap(ranks -> ranks.values().stream()).toList();
    }

    /** Argo CD's annotation; what is no number counts as 0, as there. */
    private static int wave(Operation.Apply apply) {
        try {
            return Integer.parseInt(
                    apply.manifest().annotation("argocd.argoproj.io/sync-wave").orElse("0").trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static boolean mayHoldData(ResourceKey key) {
        return DATA.contains(key.groupKind());
    }

    /** It says, or is of a kind, that it does not go along with what holds it. */
    static boolean isGuarded(ResourceKey key, Live object) {
        return Stream.of(AGAINST_PRUNING, AGAINST_REMOVAL)
                .anyMatch(vetoes -> guard(key, object, vetoes).isPresent());
    }

    private static Optional<String> guard(ResourceKey key, Live object, List<String> vetoes) {
        if (vetoes.stream().anyMatch(object::hasSyncOption)) {
            return Optional.of("its annotation argocd.argoproj.io/sync-options says so");
        }
        return mayHoldData(key) && !object.hasSyncOption(CONFIRMED)
                ? Optional.of("it may hold data")
                : Optional.empty();
    }

    static boolean holdsOthers(ResourceKey key) {
        return CONTAINERS.contains(key.groupKind());
    }

    /** What uses others goes before what is used. */
    List<Operation.Prune> prunesInOrder() {
        List<Operation.Prune> order = new ArrayList<>(prunes);
        order.sort((a, b) -> KindRank.of(b.key().groupKind()) - KindRank.of(a.key().groupKind()));
        return order;
    }

    /**
     * What can be taken out of the inventory.
     *
     * @param settled what applications want and have
     */
    Set<ResourceKey> released(Set<ResourceKey> settled) {
        return Stream.concat(
                        releases.stream().map(Operation::key),
                        handOvers.stream().map(Operation::key).filter(settled::contains))
                .collect(Collectors.toSet());
    }

    /** Nothing to do and nothing left over: the application is Synced. */
    boolean isEmpty() {
        return applies.isEmpty() && prunes.isEmpty() && keeps.isEmpty();
    }

    /** Decides about objects of the inventory that the application no longer wants. */
    private static final class Leftovers {
        private final Inventory inventory;
        private final Map<ResourceKey, Live> live;
        private final Demand demand;
        private List<String> vetoes = AGAINST_PRUNING;
        private final List<Operation.Prune> prunes = new ArrayList<>();
        private final List<Operation.Release> releases = new ArrayList<>();
        private final List<Operation.HandOver> handOvers = new ArrayList<>();
        private final List<Operation.Keep> keeps = new ArrayList<>();

        Leftovers(Inventory inventory, Map<ResourceKey, Live> live, Demand demand) {
            this.inventory = inventory;
            this.live = live;
            this.demand = demand;
        }

        void decide(ResourceKey key) {
            Live object = live.get(key);
            if (object == null) {
                releases.add(new Operation.Release(key, "it is gone"));
            } else if (!isOurs(key, object)) {
                releases.add(new Operation.Release(key, "it belongs to somebody else now"));
            } else if (object.terminating()) {
                releases.add(new Operation.Release(key, "it is being deleted already"));
            } else if (demand.claimed().contains(key)) {
                handOvers.add(new Operation.HandOver(key));
            } else if (demand.ground().contains(key)) {
                releases.add(new Operation.Release(key, "what applications want lives in it"));
            } else {
                guard(key, object, vetoes)
                        .ifPresentOrElse(
                                why -> keeps.add(new Operation.Keep(key, why)),
                                () -> prunes.add(prune(key, object)));
            }
        }

        /**
         * The inventory says so, and the object does not contradict: it has our mark or, when
         * somebody took that away, fields of ours or the very uid that we put there.
         */
        private boolean isOurs(ResourceKey key, Live object) {
            return object.application()
                    .map(inventory.application()::equals)
                    .orElseGet(() -> isOursUnmarked(key, object));
        }

        /**
         * With our fields and no mark it may be a namespace that CreateNamespace has made, or what
         * another application has left; definitions are never marked.
         */
        private boolean isOursUnmarked(ResourceKey key, Live object) {
            boolean marks = !key.groupKind().equals(Placement.DEFINITION);
            return object.uid().equals(inventory.objects().get(key))
                    || object.applied().isPresent() && !marks;
        }

        private static Operation.Prune prune(ResourceKey key, Live object) {
            return new Operation.Prune(key, object.uid(), object.hasSyncOption(CONFIRMED));
        }
    }
}
