package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the transformers of one kustomization: all are configured before the first one runs. */
final class TransformerRun {
    private final KustTarget target;

    /** A transformer, and what it leaves in the annotations of resources when that is asked for. */
    record Configured(Transformer transformer, Optional<Origin> origin) {}

    TransformerRun(KustTarget target) {
        this.target = target;
    }

    void run(ResAccumulator accumulator) throws RenderException {
        List<Configured> transformers =
                new ArrayList<>(new BuiltinTransformers(target, accumulator.config()).configure());
        transformers.addAll(plugins(target, target.kustomization().transformers()));
        for (Configured configured : transformers) {
            configured.transformer().transform(accumulator.resMap());
            accumulator.resMap().dropEmpties();
            if (configured.origin().isPresent()) {
                OriginAnnotations.addTransformation(
                        accumulator.resMap().resources(), configured.origin().get());
            }
        }
    }

    static List<Configured> plugins(KustTarget target, List<String> paths) throws RenderException {
        PluginLoader loader = new PluginLoader(target);
        List<Configured> transformers = new ArrayList<>();
        for (Resource config : loader.transformerConfigs(paths)) {
            transformers.add(
                    new Configured(loader.transformer(config), PluginLoader.originOf(config)));
        }
        return transformers;
    }
}
