package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.catalog.ApplicationScan.ApplicationFile;
import dev.nordbox.appliance.catalog.ApplicationScan.Found;
import dev.nordbox.appliance.catalog.ApplicationScan.Kustomization;
import dev.nordbox.appliance.tree.TreePaths;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which kustomizations of a repository have to do with Applications: those with Applications below
 * them, and those that take objects from one of these. What such a kustomization leaves out or
 * patches counts as it says; the files below it do not count by themselves.
 */
final class KustomizedApplications {

    private final Map<String, Kustomization> all = new LinkedHashMap<>();

    /** Files that speak of Applications, and the directories above them. */
    private final Set<String> places = new HashSet<>();

    private final Set<String> concerned = new LinkedHashSet<>();

    KustomizedApplications(Found found) {
        found.kustomizations().forEach(one -> all.put(one.directory(), one));
        for (ApplicationFile file : found.files()) {
            places.add(file.path());
            above(file).forEach(places::add);
        }
        while (all.values().stream().filter(this::isConcerned).anyMatch(this::addConcerned)) {
            // Each that is added may be what another takes its objects from.
        }
    }

    /** The directories to build. */
    List<String> toBuild() {
        return concerned.stream().filter(directory -> !all.get(directory).component()).toList();
    }

    /** Whether what stands in the file is for a kustomization above it to say. */
    boolean govern(ApplicationFile file) {
        return above(file).stream().anyMatch(concerned::contains);
    }

    private boolean addConcerned(Kustomization kustomization) {
        return concerned.add(kustomization.directory());
    }

    private boolean isConcerned(Kustomization kustomization) {
        return places.contains(kustomization.directory())
                || kustomization.references().stream().anyMatch(this::bringsApplications);
    }

    private boolean bringsApplications(String reference) {
        return concerned.contains(reference)
                || !all.containsKey(reference) && places.contains(reference);
    }

    private static List<String> above(ApplicationFile file) {
        Set<String> above = new LinkedHashSet<>();
        String directory = file.path();
        while (!directory.isEmpty()) {
            directory = TreePaths.parent(directory);
            above.add(directory);
        }
        return List.copyOf(above);
    }
}
