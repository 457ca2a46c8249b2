package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.render.cache.Recall;
import dev.nordbox.appliance.render.cache.RenderCache;
import dev.nordbox.appliance.render.cache.Rendering;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renders kustomizations side by side. One that another has taken as its base says nothing by
 * itself: the other has patched it.
 */
final class RenderedKustomizations {

    private final Renderer renderer;
    private final RenderCache cache;

    /** Directory to the files that its last render has read, whether or not it came to an end. */
    private final Map<String, Set<String>> reads = new HashMap<>();

    /**
     * @param problems of those that cannot be rendered
     * @param recall with how much belief in memory
     */
    record Result(List<Manifest> manifests, List<String> problems, Recall recall) {}

    RenderedKustomizations(Renderer renderer, Renders renders) {
        this.renderer = renderer;
        this.cache = renders.cache(this::recorded, DirectorySource.DEFAULT);
    }

    Result render(FileTree tree, List<String> directories, Recall recall) {
        Map<String, List<Manifest>> rendered = new HashMap<>();
        Map<String, String> failed = new HashMap<>();
        Recall believed = Recall.REPLACED;
        for (String directory : directories) {
            try {
                Rendering one = cache.render(tree, directory, recall);
                rendered.put(directory, one.manifests());
                believed = believed.or(one.recall());
                cache.filesRead(directory).ifPresent(files -> reads.put(directory, files));
            } catch (RenderException e) {
                failed.put(
                        directory,
                        "the Applications of '"
                                + directory
                                + "' are not known, its kustomization cannot be built: "
                                + e.getMessage());
            }
        }
        cache.forgetUnused();
        reads.keySet().retainAll(directories);
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), believed);
        for (String directory : directories) {
            if (!isReadBy(reads.keySet(), directory)) {
                result.manifests().addAll(rendered.getOrDefault(directory, List.of()));
            }
            if (failed.containsKey(directory) && !isReadBy(rendered.keySet(), directory)) {
                result.problems().add(failed.get(directory));
            }
        }
        return result;
    }

    private List<Manifest> recorded(FileTree tree, String directory) throws RenderException {
        ReadFiles recording = new ReadFiles(tree);
        try {
            return renderer.render(recording, directory);
        } finally {
            reads.put(directory, recording.files());
        }
    }

    private boolean isReadBy(Set<String> others, String directory) {
        return others.stream()
                .filter(other -> !other.equals(directory))
                .anyMatch(other -> readsKustomizationOf(directory, reads.get(other)));
    }

    private static boolean readsKustomizationOf(String directory, Set<String> files) {
        return Kustomize.FILE_NAMES.stream()
                .anyMatch(name -> files.contains(TreePaths.join(directory, name)));
    }
}
