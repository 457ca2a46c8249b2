package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.ownership.BroughtBack;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Somebody who regrets deletions, and somebody who lets go again. */
final class RandomUndo {

    private final RandomGenerator random;
    private final Bed bed;
    private final Set<ResourceKey> broughtBack = new HashSet<>();

    RandomUndo(RandomGenerator random, Bed bed, Path directory) throws IOException {
        this.random = random;
        this.bed = bed;
        bed.tombstones = TombstoneFiles.in(directory, Clock.fixed(bed.now(), ZoneOffset.UTC));
    }

    /** Now and then somebody undoes, or lets go. */
    Optional<String> now() {
        note();
        List<String> names = names();
        if (names.isEmpty() || random.nextInt(4) > 0) {
            return Optional.empty();
        }
        String name = names.get(random.nextInt(names.size()));
        String what = random.nextInt(4) == 0 ? "release?broughtBack=true" : "undo";
        return Optional.of(what + " " + name + ": " + asked(name, what));
    }

    private String asked(String name, String what) {
        return bed.asked("POST", "/applications/" + name + "/" + what).content().toString();
    }

    void letGoOfAll() {
        note();
        names().forEach(name -> asked(name, "release?broughtBack=true"));
    }

    private List<String> names() {
        return bed.engine0().status().applications().stream().map(app -> app.name()).toList();
    }

    private void note() {
        bed.cluster.keys().stream()
                .filter(key -> bed.cluster.content(key).toString().contains(BroughtBack.MARK))
                .forEach(broughtBack::add);
    }

    int broughtBack() {
        return broughtBack.size();
    }
}
