package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A repository that changes at random: Applications of all policies come, go, break and hand
 * objects over to each other. Knows at any time what it wants.
 */
final class RandomRepository {

    static final List<String> SPACES = List.of("default", "team-1", "team-2");
    private static final List<String> NAMES = List.of("a", "b", "c", "child", "parent");
    private static final List<String> OPTIONS =
            List.of("", "", "", "", "Prune=false", "Delete=false", "Prune=true");
    private static final List<String> HOOKS = List.of("PreSync", "Sync", "PostSync", "SyncFail");
    private static final List<String> DELETE_POLICIES =
            List.of("BeforeHookCreation", "HookSucceeded", "HookFailed");

    private final RandomGenerator random;
    private final Map<String, RandomApplication> applications = new TreeMap<>();
    private final Map<ResourceKey, RandomObject> objects = new TreeMap<>();
    private boolean rootBroken;
    private int serial;

    RandomRepository(RandomGenerator random) {
        this.random = random;
        for (String name : NAMES) {
            applications.put(name, new RandomApplication(name, random));
        }
    }

    // ---- what it wants

    /** Every object that is wanted, whether or not its application can be read, and hooks. */
    Collection<RandomObject> wanted() {
        return objects.values().stream()
                .filter(object -> applications.get(object.application()).present)
                .toList();
    }

    Optional<RandomApplication> application(String name) {
        return Optional.ofNullable(applications.get(name)).filter(app -> app.present);
    }

    List<RandomApplication> applications() {
        return applications.values().stream().filter(app -> app.present).toList();
    }

    boolean wants(ResourceKey key) {
        return key.kind().equals("Application")
                ? application(key.name()).isPresent()
                : wanted().stream().anyMatch(o -> !o.isHook() && o.key().equals(key));
    }

    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("README.md", "commit " + serial++);
        for (RandomApplication app : applications()) {
            String directory = app.child ? "apps/parent/" : "argocd/";
            files.put(directory + "app-" + app.name + ".yaml", app.yaml());
            if (app.broken) {
                files.put("apps/" + app.name + "/broken.yaml", "kind: [\n\tConfigMap");
            }
        }
        objects.values().forEach(object -> files.put(object.path(), object.yaml()));
        if (rootBroken) {
            files.put("argocd/broken.yaml", "kind: Application\nspec: [\n\tbroken");
        }
        return files;
    }

    // ---- how it changes

    void change() {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(18)) {
                case 0, 1, 2 -> put("v1", "ConfigMap", "ours-" + random.nextInt(3), pick(SPACES));
                case 3 -> put("v1", "PersistentVolumeClaim", "data", pick(SPACES));
                case 4 -> put("apps/v1", "StatefulSet", "db", pick(SPACES));
                case 5 -> putDefinition(random.nextBoolean());
                case 6 -> put("v1", "Namespace", SPACES.get(1 + random.nextInt(2)), "");
                case 7 -> putHook();
                case 8, 9 -> removeAny();
                case 10, 11 -> handOver();
                case 12 -> anyApplication().change(random);
                case 13 -> anyApplication().present ^= true;
                case 14 -> anyApplication().broken ^= true;
                case 15 -> rootBroken = random.nextInt(3) == 0;
                case 16 -> vanishOrReturn();
                default -> anyApplication().child ^= true;
            }
        }
    }

    /** The parent whose directory holds its own manifest: somebody has to apply it once. */
    Optional<String> selfHeld() {
        return application("parent").filter(app -> app.child).map(RandomApplication::yaml);
    }

    /** Everything that stands in the way of being Synced is put right. */
    void mend() {
        rootBroken = false;
        for (RandomApplication app : applications.values()) {
            app.mend();
            put(new RandomObject("v1", "ConfigMap", "default", "of-" + app.name, app.name, next()));
        }
        for (RandomObject object : List.copyOf(objects.values())) {
            String space = object.key().namespace();
            if (!space.isEmpty() && !space.equals("default")) {
                provide(new RandomObject("v1", "Namespace", "", space, object.application(), ""));
            }
            if (object.key().kind().equals("Thing")) {
                provide(RandomObject.definition(object.application()));
            }
        }
    }

    private void provide(RandomObject object) {
        objects.putIfAbsent(object.key(), object);
    }

    private void put(String apiVersion, String kind, String name, String space) {
        RandomObject object =
                new RandomObject(apiVersion, kind, space, name, anyApplication().name, next());
        put(object.with(pick(OPTIONS), random.nextInt(4) == 0 ? random.nextInt(-1, 2) : 0));
    }

    private void putDefinition(boolean both) {
        if (both || random.nextBoolean()) {
            put(RandomObject.definition(anyApplication().name).with(pick(OPTIONS), 0));
        }
        put("test.nordbox.no/v1", "Thing", "thing-" + random.nextInt(2), pick(SPACES));
    }

    private void putHook() {
        RandomApplication app = anyApplication();
        put(
                new RandomObject("batch/v1", "Job", "default", "hook-" + app.name, app.name, next())
                        .asHook(pick(HOOKS), pick(DELETE_POLICIES)));
    }

    private void put(RandomObject object) {
        objects.put(object.key(), object);
    }

    private void removeAny() {
        if (!objects.isEmpty()) {
            objects.remove(pick(List.copyOf(objects.keySet())));
        }
    }

    private void handOver() {
        if (!objects.isEmpty()) {
            put(objects.get(pick(List.copyOf(objects.keySet()))).movedTo(anyApplication().name));
        }
    }

    /** Somebody renames a directory by mistake, and puts it back. */
    private void vanishOrReturn() {
        boolean any = !applications().isEmpty();
        if (random.nextInt(3) == 0) {
            applications.values().forEach(app -> app.present = !any);
        } else {
            String emptied = anyApplication().name;
            new ArrayList<>(objects.values())
                    .stream()
                            .filter(object -> object.application().equals(emptied))
                            .forEach(object -> objects.remove(object.key()));
        }
    }

    private RandomApplication anyApplication() {
        return applications.get(pick(NAMES));
    }

    private String next() {
        return "v" + serial++;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
