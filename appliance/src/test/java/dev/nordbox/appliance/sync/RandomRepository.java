package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.application.SyncPolicy;
import dev.nordbox.appliance.application.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.application.SyncPolicy.OnRemoval;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A repository whose Applications have any policy, come, go, break, and hand objects over to each
 * other. The first of a cluster has the namespaces and the definition; a guest lives in them.
 */
final class RandomRepository {

    static final List<String> SPACES = List.of("default", "team-1", "team-2", "made");

    /** Of the application "a". */
    private static final Set<String> CHILDREN = Set.of("b", "c");

    private static final Manifest DEFINITION = crd("Thing", "things", true);
    private static final List<String> OPTIONS =
            List.of("", "", "", "Prune=false", "Delete=false", "Prune=confirm", "Prune=true");

    /** An Application as it stands in the repository, whether or not it is in the revision. */
    private static final class App {
        private boolean present = true;
        private boolean poisoned;
        private SyncPolicy policy;
        private String destination;
        private Optional<DesiredApplication> broken = Optional.empty();
    }

    private final RandomGenerator random;
    private final String owner;
    private final boolean guest;
    private final Map<String, App> applications = new TreeMap<>();
    private final Map<ResourceKey, Manifest> objects = new TreeMap<>();
    private final Map<ResourceKey, String> applicationOf = new HashMap<>();
    private int serial;

    private RandomRepository(
            RandomGenerator random, String owner, boolean guest, List<String> applications) {
        this.random = random;
        this.owner = owner;
        this.guest = guest;
        for (String name : applications) {
            this.applications.put(name, new App());
            changePolicy(name);
        }
    }

    static RandomRepository first(RandomGenerator random) {
        return new RandomRepository(random, "host/first", false, List.of("a", "b", "c", "manual"));
    }

    static RandomRepository guest(RandomGenerator random) {
        return new RandomRepository(random, "host/guest", true, List.of("x", "y"));
    }

    String owner() {
        return owner;
    }

    // ---- commits

    DesiredState commit() {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> putInNamespace("ConfigMap", pick(OPTIONS));
                case 3 -> putInNamespace("PersistentVolumeClaim", pick(OPTIONS));
                case 4 -> putThing();
                case 5 -> putNamespace(pick(SPACES), pick(applications.keySet()));
                case 6, 7 -> removeAny();
                case 8, 9 -> handOver();
                case 10 -> changePolicy(pick(applications.keySet()));
                case 11 -> any().present ^= true;
                case 12 -> vanishOrReturn();
                case 13 -> breakOrMend(pick(applications.keySet()));
                case 14 -> any().poisoned ^= true;
                default -> putShared();
            }
        }
        return state();
    }

    /**
     * The same, with everything in it that makes a revision impossible put right.
     *
     * @param others what another repository is sure to have
     */
    DesiredState mended(Set<ResourceKey> others) {
        applications.values().forEach(app -> app.broken = Optional.empty());
        applications.values().forEach(app -> app.poisoned = false);
        forget(shared().key());
        for (ResourceKey key : List.copyOf(objects.keySet())) {
            App app = applications.get(applicationOf.get(key));
            if (app.present && app.policy.automated()) {
                provideFor(key, app, others);
            }
        }
        return state();
    }

    private void provideFor(ResourceKey key, App app, Set<ResourceKey> others) {
        String space = key.namespace();
        boolean made = app.policy.createNamespace().isPresent() && app.destination.equals(space);
        String name = applicationOf.get(key);
        if (!space.isEmpty() && !space.equals("default") && !made) {
            provide(key, withOption(pick(OPTIONS), namespace(space)), name, others);
        }
        if (key.kind().equals("Thing")) {
            provide(key, DEFINITION, name, others);
        }
    }

    private void provide(
            ResourceKey object, Manifest container, String name, Set<ResourceKey> others) {
        if (guest) {
            if (!others.contains(container.key())) {
                forget(object);
            }
            return;
        }
        App holder = applications.get(applicationOf.getOrDefault(container.key(), name));
        objects.putIfAbsent(container.key(), container);
        applicationOf.putIfAbsent(container.key(), name);
        if (!holder.present || !holder.policy.automated()) {
            applicationOf.put(container.key(), name);
        }
    }

    // ---- changes

    private void putInNamespace(String kind, String option) {
        String name = (guest ? "guest-" : "ours-") + random.nextInt(3);
        Manifest manifest =
                kind.equals("ConfigMap")
                        ? configMap(pick(SPACES), name, Map.of("serial", "v" + serial++))
                        : object("v1", kind, pick(SPACES), name, Map.of());
        put(withOption(option, manifest), pick(applications.keySet()));
    }

    private void putThing() {
        String application = pick(applications.keySet());
        if (!guest && random.nextInt(3) > 0) {
            put(withOption(pick(OPTIONS), DEFINITION), application);
        }
        String name = (guest ? "guest-" : "ours-") + random.nextInt(2);
        Manifest thing = object("test.nordbox.no/v1", "Thing", pick(SPACES), name, Map.of());
        put(withOption(pick(OPTIONS), thing), application);
    }

    private void putNamespace(String space, String application) {
        if (!guest && !space.equals("default")) {
            put(withOption(pick(OPTIONS), namespace(space)), application);
        }
    }

    private void putShared() {
        put(shared(), pick(applications.keySet()));
    }

    /** An object that both repositories want now and then. */
    private static Manifest shared() {
        return configMap("default", "shared", Map.of());
    }

    private void put(Manifest manifest, String application) {
        objects.put(manifest.key(), manifest);
        applicationOf.put(manifest.key(), application);
    }

    private void removeAny() {
        if (!objects.isEmpty()) {
            ResourceKey key = pick(objects.keySet());
            forget(key);
            if (key.kind().equals("Namespace") && random.nextBoolean()) {
                List.copyOf(objects.keySet()).stream()
                        .filter(inside -> inside.namespace().equals(key.name()))
                        .forEach(this::forget);
            }
        }
    }

    private void forget(ResourceKey key) {
        objects.remove(key);
        applicationOf.remove(key);
    }

    private void handOver() {
        if (!objects.isEmpty()) {
            applicationOf.put(pick(objects.keySet()), pick(applications.keySet()));
        }
    }

    private void changePolicy(String name) {
        App app = applications.get(name);
        app.destination = pick(SPACES);
        Map<String, String> labels = random.nextBoolean() ? Map.of() : Map.of("made", "yes");
        app.policy =
                new SyncPolicy(
                        !name.equals("manual") || random.nextBoolean(),
                        random.nextInt(4) > 0,
                        true,
                        random.nextBoolean(),
                        random.nextBoolean()
                                ? Optional.of(new NamespaceMetadata(labels, Map.of()))
                                : Optional.empty(),
                        random.nextInt(3) > 0 ? OnRemoval.PRUNE : OnRemoval.ORPHAN);
    }

    private void vanishOrReturn() {
        boolean present = random.nextBoolean();
        boolean all = random.nextBoolean();
        applications.forEach(
                (name, app) ->
                        app.present = all || CHILDREN.contains(name) ? present : app.present);
    }

    private void breakOrMend(String name) {
        App app = applications.get(name);
        boolean refused = random.nextBoolean();
        app.broken =
                app.broken.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                refused
                                        ? new DesiredApplication.Refused(name, List.of("helm"))
                                        : new DesiredApplication.NotRendered(name, "tab"));
    }

    // ---- the revision

    private DesiredState state() {
        Wanted state = Wanted.nothing().of(owner);
        applications.forEach(
                (name, app) -> {
                    if (app.present) {
                        state.and(app.broken.orElseGet(() -> rendered(name, app)));
                    }
                });
        return state.state();
    }

    private DesiredApplication rendered(String name, App app) {
        List<Manifest> manifests = new ArrayList<>();
        objects.forEach(
                (key, manifest) -> {
                    if (applicationOf.get(key).equals(name)) {
                        manifests.add(manifest);
                    }
                });
        if (app.poisoned) { // the server does not take it
            manifests.add(configMap("default", "poison-" + name, Map.of("no good", "")));
        }
        var rendered =
                new DesiredApplication.Rendered(name, app.destination, app.policy, manifests);
        return CHILDREN.contains(name) ? rendered.childOf("a") : rendered;
    }

    private static Manifest withOption(String option, Manifest manifest) {
        if (option.isEmpty()) {
            return manifest;
        }
        Map<String, Object> content = new LinkedHashMap<>(manifest.content());
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(manifest.content(), "metadata"));
        metadata.put("annotations", Map.of("argocd.argoproj.io/sync-options", option));
        content.put("metadata", metadata);
        return Manifest.of(content, manifest.origin());
    }

    private App any() {
        return applications.get(pick(applications.keySet()));
    }

    private <T> T pick(Iterable<T> choices) {
        List<T> list = new ArrayList<>();
        choices.forEach(list::add);
        return list.get(random.nextInt(list.size()));
    }
}
