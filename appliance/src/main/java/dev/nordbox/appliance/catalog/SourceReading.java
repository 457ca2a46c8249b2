package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.argo.DirectoryOptions;
import dev.nordbox.appliance.argo.KustomizeOptions;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.manifest.Manifest;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Renders sources of Applications as Argo CD does, and remembers what each came to until a file
 * changes that its render has read. Several threads may render at once.
 */
public final class SourceReading {

    private static final String CHART =
            "Helm charts are not rendered yet; put the rendered chart (helm template) into the"
                    + " repository, and name its directory";

    private final Function<DirectorySource, Renderer> renderers;
    private final Renders renders;
    private final Map<Tool, RenderCache> caches = new ConcurrentHashMap<>();

    /**
     * What a source came to.
     *
     * @param sourceType as the status names it: {@code Kustomize} or {@code Directory}
     * @param recall with how much belief in memory
     */
    public record Rendered(List<Manifest> manifests, String sourceType, Recall recall) {}

    /**
     * How a directory is rendered.
     *
     * @param overrides written into its kustomization first; build variables are filled in
     */
    private record Tool(DirectorySource directory, Optional<KustomizeOptions> overrides) {}

    public SourceReading() {
        this(Renders.notKept());
    }

    /**
     * @param renders keeps what is rendered beyond this object's life
     */
    public SourceReading(Renders renders) {
        this(RepositoryRenderer::new, renders);
    }

    /**
     * @param renderers gives the renderer of a path: by Kustomize where there is a kustomization,
     *     else the plain directory with these options
     */
    SourceReading(Function<DirectorySource, Renderer> renderers, Renders renders) {
        this.renderers = renderers;
        this.renders = renders;
    }

    /**
     * @param tree of the revision that the source names
     * @param source one that {@link Source#brings}
     * @throws RenderException when it cannot be rendered; never a partial result
     */
    public Rendered render(FileTree tree, Source source, AppContext context)
            throws RenderException {
        return render(tree, source, context, Recall.TRUSTED);
    }

    /**
     * @throws RenderException as {@link #render(FileTree, Source, AppContext)}
     */
    public Rendered render(FileTree tree, Source source, AppContext context, Recall recall)
            throws RenderException {
        String path =
                RepositoryPath.normal(source.path())
                        .orElseThrow(
                                () ->
                                        new RenderException(
                                                "the path '"
                                                        + source.path()
                                                        + "' must stay inside the repository"));
        try {
            Source wanted = SourceOverrides.applied(tree, path, source, context.name());
            refuseWhatIsNotRendered(wanted);
            Tool tool =
                    new Tool(
                            directory(wanted),
                            wanted.kustomize()
                                    .map(
                                            with ->
                                                    filled(
                                                            with,
                                                            new BuildEnvironment(
                                                                    source, context))));
            Rendering rendering = cache(tool).render(tree, path, recall);
            return new Rendered(rendering.manifests(), type(tree, path, tool), rendering.recall());
        } catch (IOException e) {
            throw new RenderException("'" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Forgets what nobody rendered since the last call. Call it when one revision gives way to the
     * next: what a whole revision had no use for is gone from the repository, or from its
     * Applications.
     */
    public void forgetUnused() {
        caches.values().forEach(RenderCache::forgetUnused);
        caches.values().removeIf(RenderCache::isEmpty);
    }

    /** How often something that is still remembered was rendered. */
    public int renders() {
        return caches.values().stream().mapToInt(RenderCache::renders).sum();
    }

    private static void refuseWhatIsNotRendered(Source source) throws RenderException {
        if (source.helm() || !source.chart().isEmpty()) {
            throw new RenderException(CHART);
        }
        if (source.plugin()) {
            throw new RenderException(
                    "plugins are not run; put what the plugin renders to into the repository, and"
                            + " name its directory");
        }
        if (source.directory().filter(DirectoryOptions::jsonnet).isPresent()) {
            throw new RenderException(
                    "Jsonnet is not supported; put what it renders to into the repository");
        }
    }

    private static DirectorySource directory(Source source) {
        return source.directory()
                .map(
                        block -> {
                            DirectorySource plain =
                                    DirectorySource.of(
                                            block.recurse(), block.include(), block.exclude());
                            return block.disableExtensionFilter() ? plain.withAnyName() : plain;
                        })
                .orElse(DirectorySource.DEFAULT);
    }

    private static KustomizeOptions filled(KustomizeOptions options, BuildEnvironment environment) {
        return new KustomizeOptions(
                options.namePrefix(),
                options.nameSuffix(),
                options.namespace(),
                options.images().stream().map(environment::fill).toList(),
                options.replicas(),
                filled(options.commonLabels(), environment),
                options.forceCommonLabels(),
                options.labelWithoutSelector(),
                options.labelIncludeTemplates(),
                options.commonAnnotationsEnvsubst()
                        ? filled(options.commonAnnotations(), environment)
                        : options.commonAnnotations(),
                options.commonAnnotationsEnvsubst(),
                options.forceCommonAnnotations(),
                options.patches(),
                options.components(),
                options.ignoreMissingComponents(),
                options.version(),
                options.kubeVersion(),
                options.apiVersions());
    }

    private static Map<String, String> filled(
            Map<String, String> values, BuildEnvironment environment) {
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach((key, value) -> filled.put(key, environment.fill(value)));
        return filled;
    }

    private RenderCache cache(Tool tool) {
        return caches.computeIfAbsent(tool, asked -> renders.cache(renderer(asked), asked));
    }

    private Renderer renderer(Tool tool) {
        Renderer renderer = renderers.apply(tool.directory());
        if (tool.overrides().isEmpty()) {
            return renderer;
        }
        KustomizeOptions overrides = tool.overrides().get();
        return (tree, directory) -> {
            try {
                return renderer.render(
                        KustomizationEdit.applied(tree, directory, overrides), directory);
            } catch (IOException e) {
                throw new RenderException(
                        "'" + directory + "' cannot be read: " + e.getMessage(), e);
            }
        };
    }

    private static String type(FileTree tree, String path, Tool tool) throws IOException {
        boolean plain = tool.directory().isExplicit();
        for (String name : Kustomize.FILE_NAMES) {
            if (!plain && TreePaths.resolve(tree, path, name).isPresent()) {
                return "Kustomize";
            }
        }
        return "Directory";
    }
}
