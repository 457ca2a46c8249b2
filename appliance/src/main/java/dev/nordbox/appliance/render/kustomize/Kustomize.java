package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.build.KustomizeBuild;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.load.RemoteResources;
import dev.nordbox.appliance.tree.FileTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds kustomizations as kustomize 5.8.1 does: same resources, same bytes, same errors; without
 * processes, temporary files or network. Stateless and thread-safe; a build is cancelled by
 * interrupting its thread.
 *
 * <pre>{@code
 * Rendered rendered = new Kustomize().build(tree, "apps/overlays/prod", BuildOptions.defaults());
 * rendered.warnings().forEach(System.err::println);
 * System.out.print(rendered.toYaml());
 * }</pre>
 *
 * <p>On the command line: print {@link Rendered#warnings} and, for a {@link KustomizeException}
 * here or a {@link RenderException} of {@link Rendered#toYaml}, {@code Error: } and its message to
 * standard error. For paths in messages to be absolute, and for bases outside the directory to be
 * found, the tree has to start at the file system's root.
 */
public final class Kustomize {
    /** A directory with a file of one of these names is a kustomization. */
    public static final List<String> FILE_NAMES =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final RemoteResources remote;

    /** Builds that fetch nothing. */
    public Kustomize() {
        this(RemoteResources.NONE);
    }

    /** Builds that may fetch what {@code remote} allows. */
    public Kustomize(RemoteResources remote) {
        this.remote = remote;
    }

    /**
     * Builds the kustomization in one directory of a tree.
     *
     * @param directory path inside the tree, {@code ""} for its root
     * @throws KustomizeException when it cannot be built, costs more than its budget, or the thread
     *     was interrupted
     */
    public Rendered build(FileTree tree, String directory, BuildOptions options)
            throws KustomizeException {
        List<String> warnings = new ArrayList<>();
        try {
            Meter meter = new Meter(options.budget());
            Loader loader = Loader.at(tree, directory, options.loadRestrictor(), remote, meter);
            return new Rendered(
                    KustomizeBuild.run(loader, meter, settings(options), warnings), warnings);
        } catch (RenderException e) {
            throw new KustomizeException(String.valueOf(e.getMessage()), e, warnings);
        } catch (StackOverflowError e) {
            throw new KustomizeException("something is nested too deeply to be built", e, warnings);
        }
    }

    private static KustomizeBuild.Settings settings(BuildOptions options) {
        return new KustomizeBuild.Settings(
                options.reorder() != Reorder.NONE,
                options.managedByLabel(),
                options.version(),
                options.alphaPlugins());
    }
}
