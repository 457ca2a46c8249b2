package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.cache.Recall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the objects of the root: one definition of each Application, or none. */
final class RootObjects {

    /** Where an Application lives that names no namespace. */
    private static final String CONTROL_PLANE = "argocd";

    private final List<Manifest> others = new ArrayList<>();

    /** Its definitions, without repetitions. */
    private final Map<ResourceKey, List<Manifest>> definitions = new LinkedHashMap<>();

    private final List<String> problems = new ArrayList<>();
    private boolean foundSets;
    private Recall recall;

    /**
     * @param recall with how much belief in memory they are looked for
     */
    RootObjects(Recall recall) {
        this.recall = recall;
    }

    /** Some of it was found with that much belief in memory. */
    void found(Recall believed) {
        recall = recall.or(believed);
    }

    void add(Manifest manifest) {
        if (!Applications.isConfiguration(manifest)) {
            others.add(manifest);
        } else if (manifest.key().kind().equals("ApplicationSet")) {
            foundSets = true;
            problem(
                    manifest.origin()
                            + ": ApplicationSet "
                            + manifest.key().name()
                            + " is not honoured yet; write its Applications out");
        } else {
            List<Manifest> known =
                    definitions.computeIfAbsent(identity(manifest), key -> new ArrayList<>());
            if (known.stream().noneMatch(one -> one.content().equals(manifest.content()))) {
                known.add(manifest);
            }
        }
    }

    void problem(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /**
     * What was refused counts as found: an ApplicationSet says how its directories are to be
     * applied, and applying them as one would be something else. An AppProject alone does not.
     */
    boolean isEmpty() {
        return !foundSets
                && problems.isEmpty()
                && definitions.values().stream()
                        .noneMatch(d -> Applications.isApplication(d.get(0)));
    }

    RootManifests found() {
        List<Manifest> manifests = new ArrayList<>(others);
        List<String> all = new ArrayList<>(problems);
        definitions.forEach(
                (key, found) -> {
                    if (found.size() == 1) {
                        manifests.add(found.get(0));
                    } else {
                        all.add(contradiction(key, found));
                    }
                });
        return new RootManifests(manifests, all, recall);
    }

    private static String contradiction(ResourceKey key, List<Manifest> found) {
        return key.kind()
                + " "
                + key.name()
                + " is defined differently in "
                + String.join(" and ", found.stream().map(Manifest::origin).toList())
                + "; keep one, or name the directory of the right one with --path";
    }

    private static ResourceKey identity(Manifest manifest) {
        return manifest.key().namespace().isEmpty()
                ? manifest.key().inNamespace(CONTROL_PLANE)
                : manifest.key();
    }
}
