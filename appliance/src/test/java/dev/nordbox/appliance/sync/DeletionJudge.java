package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication.Rendered;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.application.SyncPolicy;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches what our hand deletes, and what goes along with it, and what it lets go: knows the rules
 * of DESIGN.md, and nothing of how they are kept.
 */
final class DeletionJudge {

    private static final Set<String> DATA = Set.of("PersistentVolumeClaim", "PersistentVolume");

    private static final List<String> VETOES =
            List.of("Prune=false", "Prune=confirm", "Delete=false", "Delete=confirm");

    private final InMemoryCluster cluster;
    private final List<String> faults = new ArrayList<>();

    /** Who applied an object last, by its uid; nobody's are those of hands and those let go. */
    private final Map<String, String> appliedBy = new HashMap<>();

    /** What was said should happen when an Application is removed; several after a kill. */
    private final Map<String, Set<Removal>> removal = new HashMap<>();

    private final Set<String> held = new HashSet<>();

    // The pass that runs.
    private DesiredState state;
    private List<StoredInventory> had = List.of();

    DeletionJudge(InMemoryCluster cluster) {
        this.cluster = cluster;
        this.state = Wanted.nothing().state();
        cluster.onDelete(this::deleting);
    }

    List<String> faults() {
        return faults;
    }

    /** A person's answer to what is held. */
    void agreed(String application, Removal answer) {
        removal.put(application, EnumSet.of(answer));
        held.remove(application);
    }

    // ---- a pass

    void begins(DesiredState wanted) {
        state = wanted;
        had = inventories(wanted.owner());
        List<String> alive =
                had.stream().filter(i -> !i.keys().isEmpty()).map(i -> i.application()).toList();
        hold(alive);
        for (Rendered app : rendered(wanted)) {
            List<String> children =
                    had.stream()
                            .filter(i -> i.parent().equals(app.name()))
                            .map(i -> i.application())
                            .filter(alive::contains)
                            .toList();
            if (children.size() > 1) {
                hold(children);
            }
        }
    }

    /** If all of them have vanished. */
    private void hold(List<String> applications) {
        if (state.applications().stream().noneMatch(app -> applications.contains(app.name()))) {
            applications.stream()
                    .filter(name -> !removal(name).contains(Removal.CONFIRMED))
                    .forEach(held::add);
        }
    }

    void stored(ResourceKey key) {
        boolean made = key.kind().equals("Namespace") && tracked(key).isEmpty();
        if (!made && !key.namespace().equals(InventoryStore.NAMESPACE)) {
            appliedBy.put(uid(key), state.owner());
        }
    }

    void ended(boolean undisturbed) {
        for (Rendered app : rendered(state)) {
            Set<Removal> said =
                    removal.computeIfAbsent(app.name(), name -> EnumSet.of(Removal.ORPHAN));
            if (undisturbed) {
                said.clear();
                // A finalizer that is added counts when the rest has been compared.
                inventories(state.owner()).stream()
                        .filter(i -> i.application().equals(app.name()))
                        .filter(i -> i.onRemoval().equals(Removal.ORPHAN.toString()))
                        .forEach(i -> said.add(Removal.ORPHAN));
            }
            said.add(Removal.of(app.policy().onRemoval()));
            held.remove(app.name());
        }
        // A pass that could not write it down has done nothing else either.
        held.retainAll(
                inventories(state.owner()).stream()
                        .filter(i -> i.onRemoval().equals(Removal.HELD.toString()))
                        .map(StoredInventory::application)
                        .toList());
        for (ResourceKey key : cluster.keys()) {
            boolean has =
                    having(key).stream()
                            .map(StoredInventory::application)
                            .anyMatch(name -> tracked(key).orElse(name).equals(name));
            if (!has && state.owner().equals(appliedBy.get(uid(key)))) {
                if (!mayLetGo(key)) {
                    faults.add("let go " + key);
                }
                appliedBy.remove(uid(key));
            } else if (has && wanted(state).contains(key) && marked(key)) {
                appliedBy.putIfAbsent(uid(key), state.owner()); // as wanted, so nothing was stored
            }
        }
    }

    /** Those of applications that it is not marked as have let it go before, or never had it. */
    private boolean mayLetGo(ResourceKey key) {
        Optional<String> mark = tracked(key);
        List<StoredInventory> holders = had.stream().filter(i -> i.keys().contains(key)).toList();
        return mark.isEmpty()
                ? holders.stream().anyMatch(holder -> mayLetGo(holder, key))
                : holders.stream()
                        .filter(holder -> mark.get().equals(holder.application()))
                        .allMatch(holder -> mayLetGo(holder, key));
    }

    private boolean mayLetGo(StoredInventory inventory, ResourceKey key) {
        if (ground(state).contains(key) && !wanted(state).contains(key) || unmarked(key)) {
            return true;
        }
        String name = inventory.application();
        boolean removed = state.applications().stream().noneMatch(app -> app.name().equals(name));
        return removed && (removal(name).contains(Removal.ORPHAN) || stays(key, true));
    }

    // ---- what goes

    private void deleting(List<ResourceKey> going) {
        ResourceKey first = going.get(0);
        why(first).ifPresent(why -> faults.add("deleted " + first + ": " + why));
        for (ResourceKey along : going.subList(1, going.size())) {
            boolean agreed = option(first, "Prune=true");
            if (!agreed || holdsBack(along)) {
                faults.add("deleted " + along + " along with " + first + ", agreed: " + agreed);
            }
        }
    }

    /** What stands against this deletion. */
    private Optional<String> why(ResourceKey key) {
        if (!state.complete()) {
            return Optional.of("while an application cannot be read");
        }
        if (StoredInventory.isInventory(key)) {
            return inventories(state.owner()).stream().anyMatch(i -> i.key().equals(key))
                    ? Optional.empty()
                    : Optional.of("another's inventory");
        }
        if (!state.owner().equals(appliedBy.get(uid(key)))) {
            return Optional.of("it is of " + appliedBy.get(uid(key)));
        }
        if (wanted(state).contains(key) || ground(state).contains(key)) {
            return Optional.of("it is needed");
        }
        List<String> reasons = new ArrayList<>();
        for (StoredInventory inventory : having(key)) {
            Optional<String> reason = why(key, inventory.application());
            if (reason.isEmpty()) {
                return reason;
            }
            reasons.add(inventory.application() + " " + reason.get());
        }
        return Optional.of(reasons.toString());
    }

    private Optional<String> why(ResourceKey key, String application) {
        if (!tracked(key).orElse(application).equals(application)) {
            return Optional.of("it is tracked as " + tracked(key));
        }
        Optional<Rendered> app = app(application);
        boolean may =
                app.isPresent()
                        ? mayPrune(app.get())
                        : !held.contains(application)
                                && (removal(application).contains(Removal.PRUNE)
                                        || removal(application).contains(Removal.CONFIRMED));
        if (!may) {
            return Optional.of(app.isPresent() ? "must not prune" : "must not cascade");
        }
        return stays(key, app.isEmpty()) ? Optional.of("it is protected") : Optional.empty();
    }

    private static boolean mayPrune(Rendered app) {
        SyncPolicy policy = app.policy();
        return policy.automated()
                && policy.prune()
                && (policy.allowEmpty() || !app.manifests().isEmpty());
    }

    private boolean stays(ResourceKey key, boolean removed) {
        String veto = removed ? "Delete" : "Prune";
        return option(key, veto + "=false")
                || option(key, veto + "=confirm")
                || DATA.contains(key.kind()) && !option(key, "Prune=true")
                || cluster.heldBy(key).stream()
                        .anyMatch(inside -> !option(key, "Prune=true") || holdsBack(inside));
    }

    /** Even a namespace or a definition whose deletion was agreed to is not to take this along. */
    private boolean holdsBack(ResourceKey inside) {
        boolean onBooks = StoredInventory.allKeys(cluster).contains(inside);
        return onBooks && appliedBy.containsKey(uid(inside))
                || VETOES.stream().anyMatch(veto -> option(inside, veto))
                || DATA.contains(inside.kind()) && !option(inside, "Prune=true");
    }

    // ---- what is left

    /** What is missing, and what should have gone, when all has settled. */
    List<String> differences(DesiredState settled) {
        state = settled;
        List<String> differences = new ArrayList<>();
        for (ResourceKey key : automated(settled)) {
            if (!cluster.keys().contains(key)) {
                differences.add("missing " + key);
            } else if (!settled.owner().equals(appliedBy.get(uid(key)))) {
                differences.add("not applied " + key);
            }
        }
        for (ResourceKey key : cluster.keys()) {
            boolean ours = settled.owner().equals(appliedBy.get(uid(key)));
            if (ours && !wanted(settled).contains(key) && !ground(settled).contains(key)) {
                if (having(key).stream().noneMatch(inventory -> mayKeep(inventory, key))) {
                    differences.add("left over " + key);
                }
            }
        }
        return differences;
    }

    private boolean mayKeep(StoredInventory inventory, ResourceKey key) {
        Optional<Rendered> app = app(inventory.application());
        boolean waits =
                app.isPresent() ? !mayPrune(app.get()) : inventory.onRemoval().equals("held");
        return waits || stays(key, app.isEmpty());
    }

    // ---- facts

    private static Set<ResourceKey> wanted(DesiredState state) {
        Set<ResourceKey> wanted = new HashSet<>();
        for (Rendered app : rendered(state)) {
            app.manifests().forEach(manifest -> wanted.add(manifest.key()));
        }
        return wanted;
    }

    /** What is to be there without a person's help. */
    static Set<ResourceKey> automated(DesiredState state) {
        Set<ResourceKey> automated = new HashSet<>();
        for (Rendered app : rendered(state)) {
            if (app.policy().automated()) {
                app.manifests().forEach(manifest -> automated.add(manifest.key()));
            }
        }
        return automated;
    }

    /** What the wanted objects live in. */
    private static Set<ResourceKey> ground(DesiredState state) {
        Set<ResourceKey> ground = new HashSet<>();
        for (ResourceKey key : wanted(state)) {
            ground.add(new ResourceKey("", "Namespace", "", key.namespace()));
            if (key.kind().equals("Thing")) {
                ground.add(
                        new ResourceKey(
                                "apiextensions.k8s.io",
                                "CustomResourceDefinition",
                                "",
                                "things." + key.group()));
            }
        }
        for (Rendered app : rendered(state)) {
            if (app.policy().createNamespace().isPresent()) {
                ground.add(new ResourceKey("", "Namespace", "", app.namespace()));
            }
        }
        return ground;
    }

    private static List<Rendered> rendered(DesiredState state) {
        return state.applications().stream()
                .filter(Rendered.class::isInstance)
                .map(Rendered.class::cast)
                .toList();
    }

    private Optional<Rendered> app(String name) {
        return rendered(state).stream().filter(app -> app.name().equals(name)).findFirst();
    }

    private List<StoredInventory> inventories(String owner) {
        return StoredInventory.all(cluster).stream().filter(i -> i.owner().equals(owner)).toList();
    }

    private List<StoredInventory> having(ResourceKey key) {
        return inventories(state.owner()).stream().filter(i -> i.keys().contains(key)).toList();
    }

    private Set<Removal> removal(String application) {
        return removal.getOrDefault(application, Set.of(Removal.ORPHAN));
    }

    private boolean option(ResourceKey key, String option) {
        String options = annotation(key, "argocd.argoproj.io/sync-options").orElse("");
        return List.of(options.split(",")).contains(option);
    }

    private Optional<String> tracked(ResourceKey key) {
        return annotation(key, TrackingId.ANNOTATION)
                .flatMap(TrackingId::parse)
                .map(TrackingId::application);
    }

    private boolean marked(ResourceKey key) {
        return tracked(key).isPresent() || key.kind().equals("CustomResourceDefinition");
    }

    /** Hands have taken away all by which it could be known as ours. */
    private boolean unmarked(ResourceKey key) {
        boolean definition = key.kind().equals("CustomResourceDefinition");
        return tracked(key).isEmpty() && (!definition || cluster.appliedFields(key).isEmpty());
    }

    private Optional<String> annotation(ResourceKey key, String name) {
        return Fields.text(cluster.content(key), "metadata", "annotations", name);
    }

    private String uid(ResourceKey key) {
        return Fields.text(cluster.content(key), "metadata", "uid").orElseThrow();
    }
}
