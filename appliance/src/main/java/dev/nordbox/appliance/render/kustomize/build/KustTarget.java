package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.config.DefaultConfig;
import dev.nordbox.appliance.render.kustomize.config.Kustomization;
import dev.nordbox.appliance.render.kustomize.config.KustomizationReader;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfigReader;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.load.RemoteRefused;
import dev.nordbox.appliance.render.kustomize.plugin.YamlErrors;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;
import java.util.Optional;

/** One kustomization being built: the top one, a base, or a component. */
final class KustTarget {
    /** No honest tree is nested this deep; the stack is not endless. */
    private static final int MAX_DEPTH = 200;

    private final BuildContext context;
    private final Loader loader;
    private final int depth;
    private final KustFile file;
    private final Kustomization kustomization;
    private final List<String> buildMetadata;
    private final Optional<Origin> origin;
    private final String chartNamespace;

    private KustTarget(
            BuildContext context,
            Loader loader,
            int depth,
            KustFile file,
            Kustomization kustomization,
            List<String> buildMetadata,
            Optional<Origin> origin,
            String inheritedNamespace) {
        this.context = context;
        this.loader = loader;
        this.depth = depth;
        this.file = file;
        this.kustomization = kustomization;
        this.buildMetadata = buildMetadata;
        this.origin = origin;
        String own = kustomization.namespace();
        this.chartNamespace = own.isEmpty() ? inheritedNamespace : own;
    }

    /** Reads the kustomization at the top of a build. */
    static KustTarget top(BuildContext context, Loader loader) throws RenderException {
        KustFile file = KustFile.find(loader);
        Kustomization kustomization = read(context, loader, file);
        List<String> buildMetadata = kustomization.buildMetadata();
        return new KustTarget(
                context,
                loader,
                0,
                file,
                kustomization,
                buildMetadata,
                buildMetadata.isEmpty() ? Optional.empty() : Optional.of(Origin.ROOT),
                "");
    }

    private KustTarget child(Loader below, Optional<Origin> childOrigin) throws RenderException {
        if (depth >= MAX_DEPTH) {
            throw new RenderStopped(
                    below.root() + ": kustomizations are nested deeper than " + MAX_DEPTH);
        }
        try {
            KustFile found = KustFile.find(below);
            Kustomization read = read(context, below, found);
            return new KustTarget(
                    context,
                    below,
                    depth + 1,
                    found,
                    read,
                    buildMetadata,
                    childOrigin,
                    chartNamespace);
        } catch (RenderException e) {
            throw e.prefixed("couldn't make target for path '" + below.root() + "'");
        }
    }

    private static Kustomization read(BuildContext context, Loader loader, KustFile file)
            throws RenderException {
        context.meter().kustomization(loader.root());
        KustomizationReader.Reading reading = KustomizationReader.read(file.text(), loader.root());
        reading.warnings().forEach(context::warn);
        return reading.kustomization();
    }

    Kustomization kustomization() {
        return kustomization;
    }

    Loader loader() {
        return loader;
    }

    BuildContext context() {
        return context;
    }

    Optional<Origin> origin() {
        return origin;
    }

    /** Where charts go that name no namespace; bases inherit it. */
    String chartNamespace() {
        return chartNamespace;
    }

    String fileName() {
        return file.name();
    }

    ResAccumulator accumulate() throws RenderException {
        return accumulate(new ResAccumulator());
    }

    /** What one kustomization does to what there is. The order is part of Kustomize's contract. */
    private ResAccumulator accumulate(ResAccumulator present) throws RenderException {
        accumulateResources(present);
        mergeConfigurations(present);
        mergeCrds(present);
        runGenerators(present);
        ResAccumulator accumulated = accumulateComponents(present);
        runTransformers(accumulated);
        runValidators(accumulated);
        mergeVars(accumulated);
        return accumulated;
    }

    private void accumulateResources(ResAccumulator accumulator) throws RenderException {
        try {
            accumulate(accumulator, kustomization.resources());
        } catch (RenderException e) {
            throw e.prefixed("accumulating resources");
        }
    }

    private void mergeConfigurations(ResAccumulator accumulator) throws RenderException {
        TransformerConfig config = DefaultConfig.get();
        if (!kustomization.configurations().isEmpty()) {
            TransformerConfig custom = TransformerConfig.EMPTY;
            for (String path : kustomization.configurations()) {
                custom = custom.merge(TransformerConfigReader.read(loader.loadText(path)));
            }
            config = config.merge(custom);
        }
        try {
            accumulator.mergeConfig(config);
        } catch (RenderException e) {
            throw e.prefixed("merging config");
        }
    }

    private void mergeCrds(ResAccumulator accumulator) throws RenderException {
        TransformerConfig config;
        try {
            config = CrdConfig.load(loader, kustomization.crds());
        } catch (RenderException e) {
            throw e.prefixed("loading CRDs " + GoText.list(kustomization.crds()));
        }
        try {
            accumulator.mergeConfig(config);
        } catch (RenderException e) {
            throw e.prefixed("merging CRDs");
        }
    }

    private void runGenerators(ResAccumulator accumulator) throws RenderException {
        new GeneratorRun(this).run(accumulator);
    }

    private ResAccumulator accumulateComponents(ResAccumulator present) throws RenderException {
        ResAccumulator accumulated = present;
        try {
            for (String path : kustomization.components()) {
                accumulated = accumulateComponent(accumulated, path);
            }
        } catch (RenderException e) {
            throw e.prefixed("accumulating components");
        }
        return accumulated;
    }

    private void runTransformers(ResAccumulator accumulator) throws RenderException {
        new TransformerRun(this).run(accumulator);
    }

    private void runValidators(ResAccumulator accumulator) throws RenderException {
        new ValidatorRun(this).run(accumulator);
    }

    private void mergeVars(ResAccumulator accumulator) throws RenderException {
        try {
            accumulator.mergeVars(kustomization.vars());
        } catch (RenderException e) {
            throw e.prefixed("merging vars " + GoText.list(kustomization.vars()));
        }
    }

    /** Reads each path as a file, or failing that as a kustomization of its own. */
    void accumulate(ResAccumulator accumulator, List<String> paths) throws RenderException {
        for (String path : paths) {
            try {
                accumulateFile(accumulator, path);
            } catch (RenderStopped | RemoteRefused e) {
                throw e;
            } catch (RenderException notAFile) {
                accumulateBase(accumulator, path, notAFile);
            }
        }
    }

    private void accumulateFile(ResAccumulator accumulator, String path) throws RenderException {
        List<Resource> resources;
        try {
            resources = readFile(path);
        } catch (RemoteRefused e) {
            throw e;
        } catch (RenderException e) {
            throw e.prefixed("accumulating resources from '" + path + "'");
        }
        if (origin.isPresent()) {
            OriginAnnotations.set(resources, origin.get().append(path));
        }
        try {
            accumulator.resMap().appendAll(resources);
        } catch (RenderException e) {
            throw e.prefixed("merging resources from '" + path + "'");
        }
    }

    private List<Resource> readFile(String path) throws RenderException {
        String text = loader.loadText(path);
        try {
            List<Resource> resources = context.resources().fromText(text, path);
            for (Resource resource : resources) {
                resource.setOrigin(Origin.join(loader.root(), path) + ":" + resource.node().line());
            }
            return ResMap.of(resources).resources();
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            throw YamlErrors.inFile(e, path);
        }
    }

    private void accumulateBase(ResAccumulator accumulator, String path, RenderException notAFile)
            throws RenderException {
        Loader below;
        try {
            below = loader.enter(path);
        } catch (RemoteRefused e) {
            throw e;
        } catch (RenderException e) {
            if (YamlErrors.isMalformed(notAFile)) {
                // It is a file then, and that it is no directory is no news to its author.
                throw notAFile;
            }
            throw e.prefixed("accumulation err='" + notAFile.getMessage() + "'");
        }
        try {
            KustTarget base = childAt(path, below);
            if (base.kustomization.isComponent()) {
                throw new RenderException(
                        "expected kind != 'Component' for path '" + below.root() + "'");
            }
            merge(accumulator, base.accumulated(new ResAccumulator()), below);
        } catch (RenderException e) {
            throw e.prefixed("accumulation err='" + notAFile.getMessage() + "'");
        }
    }

    /** A component works on what is there already. */
    private ResAccumulator accumulateComponent(ResAccumulator present, String path)
            throws RenderException {
        Loader below;
        try {
            below = loader.enter(path);
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            throw new RenderException("loader.New " + GoText.quote(e.getMessage()), e);
        }
        try {
            KustTarget component = childAt(path, below);
            if (!component.kustomization.isComponent()) {
                throw new RenderException(
                        "expected kind 'Component' for path '%s' but got '%s'"
                                .formatted(below.root(), component.kustomization.kind()));
            }
            ResAccumulator accumulated = new ResAccumulator();
            merge(accumulated, component.accumulated(present), below);
            return accumulated;
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            throw new RenderException("accumulateDirectory: " + GoText.quote(e.getMessage()), e);
        }
    }

    private KustTarget childAt(String path, Loader below) throws RenderException {
        KustTarget child = child(below, origin.map(present -> present.append(path)));
        context.schemas().choose(child.kustomization.openapi(), below);
        return child;
    }

    private ResAccumulator accumulated(ResAccumulator present) throws RenderException {
        try {
            return accumulate(present);
        } catch (RenderException e) {
            throw e.prefixed("recursed accumulation of path '" + loader.root() + "'");
        }
    }

    private static void merge(ResAccumulator into, ResAccumulator accumulated, Loader below)
            throws RenderException {
        try {
            into.mergeAccumulator(accumulated);
        } catch (RenderException e) {
            throw e.prefixed("recursed merging from path '" + below.root() + "'");
        }
    }
}
