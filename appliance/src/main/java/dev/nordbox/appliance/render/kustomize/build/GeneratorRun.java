package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.config.GeneratorArgs;
import dev.nordbox.appliance.render.kustomize.config.HelmChart;
import dev.nordbox.appliance.render.kustomize.config.Kustomization;
import dev.nordbox.appliance.render.kustomize.generate.ConfigMapGenerator;
import dev.nordbox.appliance.render.kustomize.generate.HelmChartInflationGenerator;
import dev.nordbox.appliance.render.kustomize.generate.SecretGenerator;
import dev.nordbox.appliance.render.kustomize.plugin.Generator;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the generators of one kustomization: all are configured before the first one runs. */
final class GeneratorRun {
    private final KustTarget target;
    private final List<Configured> generators = new ArrayList<>();

    /**
     * @param line of its entry in the kustomization; 0 when it stands in a file of its own
     */
    private record Configured(
            String kind, Generator generator, Optional<Origin> origin, int line) {}

    GeneratorRun(KustTarget target) {
        this.target = target;
    }

    void run(ResAccumulator accumulator) throws RenderException {
        configureBuiltins();
        try {
            configurePlugins();
        } catch (RenderException e) {
            throw e.prefixed("loading generator plugins");
        }
        for (Configured configured : generators) {
            List<Resource> generated = ResMap.of(configured.generator().generate()).resources();
            for (Resource resource : generated) {
                resource.setGenerator(place(configured));
            }
            if (configured.origin().isPresent()) {
                OriginAnnotations.setIfAbsent(generated, configured.origin().get());
            }
            try {
                accumulator.resMap().absorbAll(generated);
            } catch (RenderException e) {
                throw e.prefixed("merging from generator " + configured.kind());
            }
        }
    }

    private String place(Configured configured) {
        String file = Origin.join(target.loader().root(), target.fileName());
        return configured.line() == 0 ? file : file + ":" + configured.line();
    }

    private void configureBuiltins() throws RenderException {
        Kustomization kustomization = target.kustomization();
        PluginTools tools = target.context().tools(target.loader());
        for (GeneratorArgs args : kustomization.configMapGenerator()) {
            add("ConfigMapGenerator", new ConfigMapGenerator(args, tools), args.line());
        }
        for (GeneratorArgs args : kustomization.secretGenerator()) {
            add("SecretGenerator", new SecretGenerator(args, tools), args.line());
        }
        for (HelmChart chart : kustomization.helmCharts()) {
            throw HelmChartInflationGenerator.refused()
                    .prefixed(
                            "trouble configuring builtin HelmChartInflationGenerator with config:"
                                    + " `\n"
                                    + YamlEmitter.emit(chart.in(target.chartNamespace()).settings())
                                    + "`");
        }
    }

    private void add(String kind, Generator generator, int line) {
        generators.add(
                new Configured(
                        kind,
                        generator,
                        target.origin().map(origin -> origin.ofBuiltin(kind, target.fileName())),
                        line));
    }

    private void configurePlugins() throws RenderException {
        PluginLoader loader = new PluginLoader(target);
        for (Resource config : loader.generatorConfigs(target.kustomization().generators())) {
            try {
                generators.add(
                        new Configured(
                                config.kind(),
                                loader.generator(config),
                                PluginLoader.originOf(config),
                                0));
            } catch (RenderStopped e) {
                throw e;
            } catch (RenderException e) {
                throw e.prefixed("failed to load generator");
            }
        }
    }
}
