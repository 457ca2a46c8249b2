package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ResourceStatus;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One history of a repository, a cluster, those who meddle with it, and a controller that dies. */
final class RandomHistory {

    private static final int STEPS = 22;
    private static final int PERCENT_OF_HOOKS_THAT_FAIL = 20;
    private static final String NOT_BEGUN = "the operation was not begun";
    private static final Duration END = Duration.ofMinutes(25);

    private static final Map<String, List<String>> VALUES =
            Map.of(
                    "ConfigMap", List.of("data", "key"),
                    "Thing", List.of("data", "key"),
                    "PersistentVolumeClaim", List.of("spec", "volumeAttributesClassName"),
                    "StatefulSet", List.of("spec", "serviceName"));

    private final long seed;
    private final SplittableRandom random;
    private final Bed bed = new Bed();
    private final RandomRepository repository;
    private final DeletionJudge judge;
    private final RandomHands hands;
    private final HookLedger hooks = new HookLedger(bed.cluster);
    private final Trouble trouble;
    private final List<String> told = new ArrayList<>();
    private final RandomUndo undo;

    /**
     * @param directory for what outlives the controller
     */
    RandomHistory(long seed, Path directory) throws IOException {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.undo = new RandomUndo(random.split(), bed, directory.resolve("seed-" + seed));
        this.repository = new RandomRepository(random);
        this.judge = new DeletionJudge(bed.cluster, repository);
        this.hands = new RandomHands(random, bed.cluster);
        this.trouble = new Trouble(random, bed.cluster, hooks::stored);
    }

    void run() {
        bed.start();
        deliver();
        pass(Duration.ofSeconds(5));
        for (int step = 0; step < STEPS; step++) {
            step();
            check("step " + step);
        }
        end();
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> commit();
            case 3, 4 -> told.add(hands.meddle());
            case 5 -> passWithFault();
            case 6 -> passThatIsKilled();
            case 7 -> trouble.toggleAdmission();
            case 8 -> hands.attend(PERCENT_OF_HOOKS_THAT_FAIL);
            default -> pass(Duration.ofSeconds(random.nextInt(1, 400)));
        }
        undo.now().ifPresent(told::add);
        if (random.nextInt(3) == 0) {
            pass(Duration.ofMillis(random.nextInt(3000)));
        }
    }

    private void commit() {
        repository.change();
        deliver();
    }

    private void deliver() {
        bed.files.clear();
        bed.files.putAll(repository.files());
        applyWhatHoldsItself();
        told.add(
                "commit "
                        + bed.commit()
                        + "\n    "
                        + repository.applications()
                        + "\n    "
                        + repository.wanted());
    }

    private void applyWhatHoldsItself() {
        if (!bed.cluster.keys().contains(Bed.key("parent"))) {
            repository.selfHeld().map(Manifests::read).ifPresent(bed.cluster::put);
        }
    }

    private void pass(Duration time) {
        told.add("pass " + time);
        bed.pass(time);
    }

    private void passWithFault() {
        told.add("fault " + trouble.fault());
        pass(Duration.ofSeconds(random.nextInt(1, 30)));
        trouble.none();
    }

    private void passThatIsKilled() {
        trouble.kill();
        try {
            pass(Duration.ofSeconds(random.nextInt(1, 30)));
        } catch (Trouble.Killed e) {
            // as meant
        }
        if (trouble.isDead()) {
            told.add("killed");
            bed.cluster.close(); // its watches are gone, too
            trouble.none();
            bed.start();
        }
        trouble.none();
    }

    // ---- the end

    private void end() {
        trouble.admitAll();
        repository.change();
        repository.mend();
        deliver();
        for (int round = 0; round < 8; round++) {
            hands.attend(0);
            pass(Duration.ofSeconds(3));
            undo.letGoOfAll();
            applyWhatHoldsItself();
        }
        pass(END);
        hands.attend(0);
        pass(END);
        check("the end");
        assertThat(differences()).as("seed %d settles; %s", seed, story()).isEmpty();
        assertLeftAlone("a further look");
        bed.cluster.close();
        bed.start();
        if (!keepsSomething() && !refusesSomething()) {
            assertLeftAlone("another process");
        }
    }

    /** Another process looks at it once more. */
    private boolean keepsSomething() {
        return repository.applications().stream()
                .flatMap(app -> bed.status(app.name).resources().stream())
                .anyMatch(ResourceStatus::requiresPruning);
    }

    /** What somebody asked for and did not get is told by the process that heard it. */
    private boolean refusesSomething() {
        return Stream.concat(
                        Stream.of("nordbox-infra"),
                        repository.applications().stream().map(app -> app.name))
                .anyMatch(name -> bed.status(name).conditions().toString().contains(NOT_BEGUN));
    }

    private void assertLeftAlone(String who) {
        bed.cluster.forgetWrites();
        bed.engine0().resync();
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.cluster.writes().stream().filter(write -> !write.contains("Lease")))
                .as("seed %d, %s writes nothing; %s", seed, who, story())
                .isEmpty();
    }

    private Set<String> differences() {
        Set<String> differences = new TreeSet<>();
        Set<ResourceKey> live = bed.cluster.keys();
        Set<String> stuck = withHooksThatRunOnce();
        for (RandomObject object : repository.wanted()) {
            if (!object.isHook() && !stuck.contains(object.application())) {
                differences.addAll(difference(object, live));
            }
        }
        Set<String> guarding = new TreeSet<>(stuck);
        for (ResourceKey key : live) {
            if (isDestination(key)) {
                continue; // CreateNamespace=true keeps it
            }
            if (judge.owner(key).isEmpty() && !repository.wants(key)) {
                guarding.addAll(listing(key)); // its mark was taken off
            } else if (!repository.wants(key) && !judge.isHook(key)) {
                // Whose hook has failed for good gets no further than that.
                if (judge.isGuarded(key) || judge.owner(key).filter(stuck::contains).isPresent()) {
                    guarding.add(judge.owner(key).get());
                } else {
                    differences.add("left " + key);
                }
            }
        }
        hands.foreign().stream()
                .filter(key -> !live.contains(key))
                .forEach(key -> differences.add("gone " + key));
        repository.applications().stream()
                .filter(app -> !guarding.contains(app.name))
                .forEach(app -> differences.addAll(unsynced(app.name, live)));
        if (guarding.isEmpty() && differences.isEmpty() && !bed.engine0().status().converged()) {
            differences.add("not converged: " + bed.engine0().status());
        }
        return differences;
    }

    /**
     * As in Argo CD, a hook that failed and is not deleted before the next run has failed for good.
     */
    private Set<String> withHooksThatRunOnce() {
        Set<String> applications = new TreeSet<>();
        repository.wanted().stream()
                .filter(RandomObject::isHook)
                .filter(hook -> !hook.deletePolicy().equals("BeforeHookCreation"))
                .forEach(hook -> applications.add(hook.application()));
        return applications;
    }

    private boolean isDestination(ResourceKey key) {
        return key.kind().equals("Namespace")
                && repository.applications().stream()
                        .anyMatch(app -> app.destination.equals(key.name()));
    }

    /** Whose status has the object. */
    private List<String> listing(ResourceKey key) {
        return repository.applications().stream()
                .map(app -> app.name)
                .filter(name -> bed.cluster.keys().contains(Bed.key(name)))
                .filter(
                        name ->
                                bed.status(name).resources().stream()
                                        .anyMatch(resource -> resource.key().equals(key)))
                .toList();
    }

    private Set<String> difference(RandomObject object, Set<ResourceKey> live) {
        ResourceKey key = object.key();
        if (!live.contains(key)) {
            return Set.of("missing " + key);
        }
        if (!judge.owner(key).equals(java.util.Optional.of(object.application()))) {
            return Set.of(key + " is marked as " + judge.owner(key) + "'s");
        }
        List<String> path = VALUES.getOrDefault(key.kind(), List.of());
        boolean same =
                path.isEmpty()
                        || Fields.text(bed.cluster.content(key), path.toArray(String[]::new))
                                .equals(java.util.Optional.of(object.value()));
        return same ? Set.of() : Set.of("different " + key);
    }

    private Set<String> unsynced(String application, Set<ResourceKey> live) {
        if (!live.contains(Bed.key(application))) {
            return Set.of("missing application " + application);
        }
        boolean synced =
                bed.status(application).sync().stream()
                        .anyMatch(sync -> sync.status() == SyncStatusCode.SYNCED);
        return synced
                ? Set.of()
                : Set.of(application + " is " + bed.cluster.content(Bed.key(application)));
    }

    private void check(String when) {
        assertThat(judge.faults()).as("seed %d, %s; %s", seed, when, story()).isEmpty();
        assertThat(hooks.repeated()).as("seed %d, %s; %s", seed, when, story()).isEmpty();
    }

    int broughtBack() {
        return undo.broughtBack();
    }

    int deletions() {
        return judge.deletions();
    }

    int hooksRun() {
        return hooks.count();
    }

    private String story() {
        return String.join("\n", told.subList(Math.max(0, told.size() - 30), told.size()));
    }
}
