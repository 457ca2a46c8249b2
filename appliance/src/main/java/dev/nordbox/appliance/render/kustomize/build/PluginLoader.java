package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.config.GeneratorArgs;
import dev.nordbox.appliance.render.kustomize.config.GoJson;
import dev.nordbox.appliance.render.kustomize.generate.ConfigMapGenerator;
import dev.nordbox.appliance.render.kustomize.generate.HelmChartInflationGenerator;
import dev.nordbox.appliance.render.kustomize.generate.IamPolicyGenerator;
import dev.nordbox.appliance.render.kustomize.generate.SecretGenerator;
import dev.nordbox.appliance.render.kustomize.plugin.Generator;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.transform.AffixTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ImageTagTransformer;
import dev.nordbox.appliance.render.kustomize.transform.LabelTransformer;
import dev.nordbox.appliance.render.kustomize.transform.NamespaceTransformer;
import dev.nordbox.appliance.render.kustomize.transform.PatchJson6902Transformer;
import dev.nordbox.appliance.render.kustomize.transform.PatchStrategicMergeTransformer;
import dev.nordbox.appliance.render.kustomize.transform.PatchTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ReplacementTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ReplicaCountTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ValueAddTransformer;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes generators and transformers out of configurations that lie in files of their own or stand
 * in the kustomization. Those of {@code apiVersion: builtin} are made; the others would be programs
 * and are refused.
 */
final class PluginLoader {
    private static final String UNMARSHAL = "error unmarshaling JSON: while decoding JSON";

    private final KustTarget target;
    private final PluginTools tools;

    PluginLoader(KustTarget target) {
        this.target = target;
        this.tools = target.context().tools(target.loader());
    }

    List<Resource> generatorConfigs(List<String> entries) throws RenderException {
        return configs(entries, "generator");
    }

    List<Resource> transformerConfigs(List<String> entries) throws RenderException {
        return configs(entries, "transformer");
    }

    /** The configurations that the entries hold, or name: a file, or a kustomization of them. */
    private List<Resource> configs(List<String> entries, String plugin) throws RenderException {
        ResAccumulator accumulator = new ResAccumulator();
        List<String> paths = new ArrayList<>();
        for (String entry : entries) {
            Optional<List<Resource>> inline = inline(entry);
            if (inline.isEmpty()) {
                paths.add(entry);
                continue;
            }
            if (target.origin().isPresent()) {
                OriginAnnotations.set(
                        inline.get(), target.origin().get().append(target.fileName()));
            }
            try {
                accumulator.resMap().appendAll(inline.get());
            } catch (RenderException e) {
                throw e.prefixed("configuring external " + plugin);
            }
        }
        target.accumulate(accumulator, paths);
        return accumulator.resMap().resources();
    }

    private Optional<List<Resource>> inline(String entry) throws RenderStopped {
        try {
            List<Resource> resources = tools.resources().fromText(entry, "inline plugins");
            return Optional.of(ResMap.of(resources).resources());
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException notAConfig) {
            return Optional.empty();
        }
    }

    /** The origin of the plugin itself, which its configuration has been given before. */
    static Optional<Origin> originOf(Resource config) throws RenderException {
        String annotation = config.annotation(BuildAnnotations.ORIGIN);
        if (annotation.isEmpty()) {
            return Optional.empty();
        }
        Node node = GoJson.parse(annotation);
        Origin own =
                new Origin(
                        node.textAt("path").orElse(""),
                        node.textAt("repo").orElse(""),
                        node.textAt("ref").orElse(""),
                        "",
                        Optional.empty());
        return Optional.of(own.ofPlugin(config));
    }

    Generator generator(Resource config) throws RenderException {
        requireBuiltin(config);
        Optional<Generator> made = configured(config, () -> generatorOf(config));
        if (made.isEmpty()) {
            throw unfit(config, configured(config, () -> transformerOf(config)), "generator");
        }
        return made.get();
    }

    Transformer transformer(Resource config) throws RenderException {
        requireBuiltin(config);
        Optional<Transformer> made = configured(config, () -> transformerOf(config));
        if (made.isEmpty()) {
            throw unfit(config, configured(config, () -> generatorOf(config)), "transformer");
        }
        return made.get();
    }

    /**
     * @param other what the configuration makes instead, if anything
     */
    private static RenderException unfit(Resource config, Optional<?> other, String wanted) {
        return new RenderException(
                other.isPresent()
                        ? "plugin " + config.orgId() + " not a " + wanted
                        : "unable to load builtin " + config.gvk());
    }

    private void requireBuiltin(Resource config) throws RenderException {
        if (config.apiVersion().equals("builtin")) {
            return;
        }
        if (target.context().externalPlugins()) {
            throw new RenderException(
                    "plugin '"
                            + config.orgId().gvk()
                            + "' is refused: builds run no programs and no containers; render its"
                            + " output once and commit that");
        }
        throw new RenderException(
                "external plugins disabled; unable to load external plugin '"
                        + config.orgId().gvk().kind()
                        + "'");
    }

    /** Makes a plugin out of its configuration. */
    private interface Configuration<P> {
        P configure() throws RenderException;
    }

    private static <P> P configured(Resource config, Configuration<P> configuration)
            throws RenderException {
        try {
            return configuration.configure();
        } catch (NotAboutConfiguration e) {
            throw e;
        } catch (RenderException e) {
            throw e.prefixed("plugin " + config.orgId() + " fails configuration");
        }
    }

    private Optional<Generator> generatorOf(Resource config) throws RenderException {
        @Nullable Generator generator =
                switch (config.kind()) {
                    case "ConfigMapGenerator" ->
                            new ConfigMapGenerator(
                                    args(
                                            config,
                                            fields ->
                                                    ConfigTypes.configMapArgs(
                                                            fields.embedded("ConfigMapArgs"))),
                                    tools);
                    case "SecretGenerator" ->
                            new SecretGenerator(
                                    args(
                                            config,
                                            fields ->
                                                    ConfigTypes.secretArgs(
                                                            fields.embedded("SecretArgs"))),
                                    tools);
                    case "IAMPolicyGenerator" ->
                            new IamPolicyGenerator(
                                    read(config, IamPolicyGenerator.Args::read), tools);
                    case "HelmChartInflationGenerator" ->
                            throw HelmChartInflationGenerator.refused();
                    default -> null;
                };
        return Optional.ofNullable(generator);
    }

    /** Name and namespace may stand in the metadata of the configuration. */
    private static GeneratorArgs args(Resource config, Function<Fields, GeneratorArgs> reader)
            throws RenderException {
        GeneratorArgs args = read(config, reader);
        return new GeneratorArgs(
                args.namespace().isEmpty() ? config.namespace() : args.namespace(),
                args.name().isEmpty() ? config.name() : args.name(),
                args.behavior(),
                args.sources(),
                args.options(),
                args.type(),
                args.line());
    }

    private Optional<Transformer> transformerOf(Resource config) throws RenderException {
        @Nullable Transformer transformer =
                switch (config.kind()) {
                    case "AnnotationsTransformer" ->
                            read(
                                    config,
                                    fields -> LabelTransformer.annotations(fields, tools.meter()));
                    case "LabelTransformer" ->
                            read(config, fields -> LabelTransformer.labels(fields, tools.meter()));
                    case "HashTransformer" -> HashSuffix::addTo;
                    case "ImageTagTransformer" ->
                            read(config, fields -> ImageTagTransformer.read(fields, tools.meter()));
                    case "NamespaceTransformer" -> namespace(config);
                    case "PatchJson6902Transformer" ->
                            PatchJson6902Transformer.configure(
                                    read(config, PatchJson6902Transformer.Settings::read), tools);
                    case "PatchStrategicMergeTransformer" ->
                            PatchStrategicMergeTransformer.configure(
                                    read(config, PatchStrategicMergeTransformer.Settings::read),
                                    tools);
                    case "PatchTransformer" ->
                            PatchTransformer.configure(
                                    read(config, ConfigTypes::patch), marshal(config), tools);
                    case "PrefixTransformer" -> prefix(config).checked();
                    case "SuffixTransformer" -> suffix(config).checked();
                    case "PrefixSuffixTransformer" ->
                            both(prefix(config).checked(), suffix(config));
                    case "ReplacementTransformer" ->
                            ReplacementTransformer.configure(
                                    read(config, ReplacementTransformer::read), tools);
                    case "ReplicaCountTransformer" ->
                            read(
                                    config,
                                    fields -> ReplicaCountTransformer.read(fields, tools.meter()));
                    case "ValueAddTransformer" ->
                            ValueAddTransformer.configure(
                                    read(config, ValueAddTransformer.Settings::read), tools);
                    default -> null;
                };
        return Optional.ofNullable(transformer);
    }

    private static String marshal(Resource config) throws RenderException {
        try {
            return YamlEmitter.emit(config.node());
        } catch (RenderException e) {
            throw new NotAboutConfiguration(
                    "marshalling yaml from res " + config.orgId() + ": " + e.getMessage());
        }
    }

    private Transformer namespace(Resource config) throws RenderException {
        NamespaceTransformer.Settings settings;
        try {
            settings = read(config, NamespaceTransformer.Settings::read);
        } catch (NotAboutConfiguration e) {
            throw e;
        } catch (RenderException e) {
            throw e.prefixed("unmarshalling NamespaceTransformer config");
        }
        return new NamespaceTransformer(settings, tools).checked();
    }

    private AffixTransformer prefix(Resource config) throws RenderException {
        return GoJson.loose(
                GoJson.parse(marshal(config)),
                "builtins.PrefixTransformerPlugin",
                fields -> AffixTransformer.readPrefix(fields, tools.meter()));
    }

    private AffixTransformer suffix(Resource config) throws RenderException {
        return GoJson.loose(
                GoJson.parse(marshal(config)),
                "builtins.SuffixTransformerPlugin",
                fields -> AffixTransformer.readSuffix(fields, tools.meter()));
    }

    private static Transformer both(Transformer first, Transformer second) {
        return resources -> {
            first.transform(resources);
            second.transform(resources);
        };
    }

    private static <T> T read(Resource config, Function<Fields, T> reader) throws RenderException {
        // The original writes the configuration out and reads it as YAML 1.1 again.
        Node node = GoJson.unmarshal(marshal(config));
        try {
            return GoJson.lenient(node, "builtins." + config.kind() + "Plugin", reader);
        } catch (RenderException e) {
            throw e.prefixed(UNMARSHAL);
        }
    }

    /** A problem with the plugin that comes before its configuration is looked at. */
    private static final class NotAboutConfiguration extends RenderException {
        private static final long serialVersionUID = 1L;

        NotAboutConfiguration(String message) {
            super(message);
        }
    }
}
