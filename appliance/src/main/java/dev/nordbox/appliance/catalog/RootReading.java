package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.catalog.ApplicationScan.ApplicationFile;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.render.cache.Recall;
import dev.nordbox.appliance.render.cache.RenderCache;
import dev.nordbox.appliance.render.cache.Rendering;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the root Application holds: the repository that the controller was told to follow.
 *
 * <ul>
 *   <li>A path is given, or the root has a kustomization: that directory is rendered, and
 *       everything in it counts.
 *   <li>Neither: the whole repository is searched for Applications ({@link ApplicationScan}). What
 *       a kustomization says of them counts ({@link KustomizedApplications}); files outside their
 *       paths are left alone.
 *   <li>There are none: all manifests of the repository are one application.
 * </ul>
 *
 * Keeps what the last revision used, by identity, for the next one.
 */
public final class RootReading {

    private static final Logger LOG = LoggerFactory.getLogger(RootReading.class);

    private final RenderCache directories;
    private final RenderCache repository;
    private final ApplicationScan scan = new ApplicationScan();
    private final RenderedKustomizations kustomizations;

    public RootReading() {
        this(Renders.notKept());
    }

    /**
     * @param renders keeps what is rendered beyond this object's life
     */
    public RootReading(Renders renders) {
        this(RepositoryRenderer::new, renders);
    }

    /**
     * @param renderers gives the renderer of a path: by Kustomize where there is a kustomization,
     *     else the plain directory with these options
     */
    RootReading(Function<DirectorySource, Renderer> renderers, Renders renders) {
        Renderer usual = renderers.apply(DirectorySource.DEFAULT);
        this.directories = renders.cache(usual, DirectorySource.DEFAULT);
        this.repository =
                renders.cache(
                        renderers.apply(DirectorySource.REPOSITORY), DirectorySource.REPOSITORY);
        this.kustomizations = new RenderedKustomizations(usual, renders);
    }

    /**
     * Never throws: what cannot be read is among the problems.
     *
     * @param path directory to start from, {@code ""} for none
     * @param knewApplications an earlier revision had Applications: then the repository is never
     *     taken for one application, although none is left
     */
    public RootManifests read(
            FollowedRevision followed, FileTree tree, String path, boolean knewApplications) {
        return read(followed, tree, path, knewApplications, Recall.TRUSTED);
    }

    /** As {@link #read(FollowedRevision, FileTree, String, boolean)}. */
    public synchronized RootManifests read(
            FollowedRevision followed,
            FileTree tree,
            String path,
            boolean knewApplications,
            Recall recall) {
        Optional<String> root = RepositoryPath.normal(path);
        try {
            RootManifests read =
                    read(
                            tree,
                            root.orElseThrow(
                                    () ->
                                            new RenderException(
                                                    "the path '"
                                                            + path
                                                            + "' must stay inside the repository")),
                            knewApplications,
                            recall);
            directories.forgetUnused();
            repository.forgetUnused();
            return read;
        } catch (RenderException e) {
            return RootManifests.unknown(e.getMessage(), recall);
        } catch (IOException e) {
            return RootManifests.unknown(
                    "the repository cannot be read: " + e.getMessage(), recall);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().addKeyValue("revision", followed.commit()).setCause(e).log("defect");
            return RootManifests.unknown(
                    "the repository cannot be read because of a defect of nordbox, "
                            + e.getClass().getName()
                            + "; report it with the stack trace in the log",
                    recall);
        }
    }

    private RootManifests read(FileTree tree, String root, boolean knewApplications, Recall recall)
            throws RenderException, IOException {
        if (!root.isEmpty() || !isPlain(tree, "")) {
            return one(renderRoot(tree, root, recall));
        }
        RootObjects found = scan(tree, recall);
        boolean none = found.isEmpty() && !knewApplications;
        return none ? one(renderRoot(tree, root, recall)) : found.found();
    }

    private static RootManifests one(Rendering rendering) {
        RootObjects objects = new RootObjects(rendering.recall());
        rendering.manifests().forEach(objects::add);
        return objects.found();
    }

    private RootObjects scan(FileTree tree, Recall recall) throws IOException {
        ApplicationScan.Found found = scan.scan(tree, recall);
        KustomizedApplications kustomized = new KustomizedApplications(found);
        RootObjects objects = new RootObjects(recall == Recall.REPLACED ? recall : Recall.OWN);
        for (ApplicationFile file : found.files()) {
            if (!kustomized.govern(file)) {
                file.manifests().forEach(objects::add);
                file.problem().ifPresent(objects::problem);
            }
        }
        RenderedKustomizations.Result rendered =
                kustomizations.render(tree, kustomized.toBuild(), recall);
        rendered.manifests().stream()
                .filter(Applications::isConfiguration)
                .filter(Applications::isComplete)
                .forEach(objects::add);
        rendered.problems().forEach(objects::problem);
        objects.found(rendered.recall());
        return objects;
    }

    private Rendering renderRoot(FileTree tree, String root, Recall recall)
            throws RenderException, IOException {
        if (!isPlain(tree, root)) {
            return directories.render(tree, root, recall);
        }
        List<String> below = new ArrayList<>();
        choicesBelow(tree, root, below);
        if (!below.isEmpty()) {
            throw new RenderException(
                    "there are kustomizations or charts ("
                            + String.join(", ", below.subList(0, Math.min(5, below.size())))
                            + (below.size() > 5 ? ", …" : "")
                            + ") and nothing says which of them to apply; add Application"
                            + " manifests, or name one directory with --path");
        }
        return repository.render(tree, root, recall);
    }

    /** Neither a kustomization nor a chart. */
    private static boolean isPlain(FileTree tree, String directory) throws IOException {
        for (String name : Kustomize.FILE_NAMES) {
            if (TreePaths.resolve(tree, directory, name).isPresent()) {
                return false;
            }
        }
        return TreePaths.resolve(tree, directory, "Chart.yaml").isEmpty();
    }

    private static void choicesBelow(FileTree tree, String directory, List<String> found)
            throws IOException, RenderException {
        Optional<FileTree.Entry> entry =
                directory.isEmpty() ? Optional.empty() : tree.entry(directory);
        boolean isDirectory =
                directory.isEmpty()
                        || entry.map(FileTree.Entry::kind)
                                .equals(Optional.of(FileTree.Kind.DIRECTORY));
        if (!isDirectory) {
            throw new RenderException(
                    "'" + directory + "' is no directory of this revision; correct the path");
        }
        for (FileTree.Entry child : tree.list(directory)) {
            if (child.kind() == FileTree.Kind.DIRECTORY && !child.name().startsWith(".")) {
                String below = TreePaths.join(directory, child.name());
                if (isPlain(tree, below)) {
                    choicesBelow(tree, below, found);
                } else {
                    found.add(below);
                }
            }
        }
    }
}
