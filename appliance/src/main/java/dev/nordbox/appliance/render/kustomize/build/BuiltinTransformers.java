package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.FieldSpecs;
import dev.nordbox.appliance.render.kustomize.config.Image;
import dev.nordbox.appliance.render.kustomize.config.Kustomization;
import dev.nordbox.appliance.render.kustomize.config.Label;
import dev.nordbox.appliance.render.kustomize.config.Patch;
import dev.nordbox.appliance.render.kustomize.config.Replica;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig.Table;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.transform.AffixTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ImageTagTransformer;
import dev.nordbox.appliance.render.kustomize.transform.LabelTransformer;
import dev.nordbox.appliance.render.kustomize.transform.NamespaceTransformer;
import dev.nordbox.appliance.render.kustomize.transform.PatchJson6902Transformer;
import dev.nordbox.appliance.render.kustomize.transform.PatchStrategicMergeTransformer;
import dev.nordbox.appliance.render.kustomize.transform.PatchTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ReplacementTransformer;
import dev.nordbox.appliance.render.kustomize.transform.ReplicaCountTransformer;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Configures the transformers that fields of the kustomization file stand for, in their order. */
final class BuiltinTransformers {
    private final KustTarget target;
    private final Kustomization kustomization;
    private final TransformerConfig config;
    private final PluginTools tools;
    private final List<TransformerRun.Configured> configured = new ArrayList<>();

    /** Configures one transformer. */
    private interface Configuration {
        Transformer configure() throws RenderException;
    }

    BuiltinTransformers(KustTarget target, TransformerConfig config) {
        this.target = target;
        this.kustomization = target.kustomization();
        this.config = config;
        this.tools = target.context().tools(target.loader());
    }

    List<TransformerRun.Configured> configure() throws RenderException {
        patchesStrategicMerge();
        patches();
        namespace();
        namePrefix();
        nameSuffix();
        labels();
        annotations();
        patchesJson6902();
        replicas();
        images();
        replacements();
        return configured;
    }

    private void patchesStrategicMerge() throws RenderException {
        List<String> paths = kustomization.patchesStrategicMerge();
        if (!paths.isEmpty()) {
            add(
                    "PatchStrategicMergeTransformer",
                    ConfigNodes.paths(paths),
                    () ->
                            PatchStrategicMergeTransformer.configure(
                                    new PatchStrategicMergeTransformer.Settings(paths, ""), tools));
        }
    }

    private void patches() throws RenderException {
        for (Patch patch : kustomization.patches()) {
            MapNode node = ConfigNodes.patch(patch, "patch");
            String text = YamlEmitter.emit(node);
            add("PatchTransformer", node, () -> PatchTransformer.configure(patch, text, tools));
        }
    }

    private void namespace() {
        if (!kustomization.namespace().isEmpty()) {
            add(
                    "NamespaceTransformer",
                    new NamespaceTransformer(
                            new NamespaceTransformer.Settings(
                                    kustomization.namespace(),
                                    config.fieldSpecs(Table.NAMESPACE),
                                    false,
                                    ""),
                            tools));
        }
    }

    private void namePrefix() {
        if (!kustomization.namePrefix().isEmpty()) {
            List<FieldSpec> specs = config.fieldSpecs(Table.NAME_PREFIX);
            add(
                    "PrefixTransformer",
                    AffixTransformer.prefix(kustomization.namePrefix(), specs, tools.meter()));
        }
    }

    private void nameSuffix() {
        if (!kustomization.nameSuffix().isEmpty()) {
            List<FieldSpec> specs = config.fieldSpecs(Table.NAME_SUFFIX);
            add(
                    "SuffixTransformer",
                    AffixTransformer.suffix(kustomization.nameSuffix(), specs, tools.meter()));
        }
    }

    private void labels() throws RenderException {
        for (Label label : kustomization.labels()) {
            List<FieldSpec> specs;
            try {
                specs = labelSpecs(label);
            } catch (RenderException e) {
                throw e.prefixed("failed to merge labels");
            }
            add("LabelTransformer", new LabelTransformer(label.pairs(), specs, tools.meter()));
        }
        if (!kustomization.labels().isEmpty() || !kustomization.commonLabels().isEmpty()) {
            List<FieldSpec> specs = config.fieldSpecs(Table.COMMON_LABELS);
            add(
                    "LabelTransformer",
                    new LabelTransformer(kustomization.commonLabels(), specs, tools.meter()));
        }
    }

    private List<FieldSpec> labelSpecs(Label label) throws RenderException {
        List<FieldSpec> specs =
                FieldSpecs.mergeAll(label.fields(), config.fieldSpecs(Table.LABELS));
        if (label.includeSelectors()) {
            return FieldSpecs.mergeAll(specs, config.fieldSpecs(Table.COMMON_LABELS));
        }
        if (label.includeTemplates()) {
            try {
                specs = FieldSpecs.mergeAll(specs, config.fieldSpecs(Table.TEMPLATE_LABELS));
            } catch (RenderException e) {
                throw e.prefixed("failed to merge template fieldSpec");
            }
        }
        return FieldSpecs.mergeAll(specs, List.of(FieldSpec.everywhere("metadata/labels", true)));
    }

    private void annotations() {
        if (!kustomization.commonAnnotations().isEmpty()) {
            List<FieldSpec> specs = config.fieldSpecs(Table.COMMON_ANNOTATIONS);
            add(
                    "AnnotationsTransformer",
                    new LabelTransformer(kustomization.commonAnnotations(), specs, tools.meter()));
        }
    }

    private void patchesJson6902() throws RenderException {
        for (Patch patch : kustomization.patchesJson6902()) {
            PatchJson6902Transformer.Settings settings =
                    new PatchJson6902Transformer.Settings(
                            patch.target(), patch.path(), patch.patch());
            add(
                    "PatchJson6902Transformer",
                    ConfigNodes.patch(patch, "jsonOp"),
                    () -> PatchJson6902Transformer.configure(settings, tools));
        }
    }

    private void replicas() {
        for (Replica replica : kustomization.replicas()) {
            List<FieldSpec> specs = config.fieldSpecs(Table.REPLICAS);
            add(
                    "ReplicaCountTransformer",
                    new ReplicaCountTransformer(replica, specs, tools.meter()));
        }
    }

    private void images() {
        for (Image image : kustomization.images()) {
            List<FieldSpec> specs = config.fieldSpecs(Table.IMAGES);
            add("ImageTagTransformer", new ImageTagTransformer(image, specs, tools.meter()));
        }
    }

    private void replacements() throws RenderException {
        if (!kustomization.replacements().isEmpty()) {
            add(
                    "ReplacementTransformer",
                    ConfigNodes.replacements(kustomization.replacements()),
                    () -> ReplacementTransformer.configure(kustomization.replacements(), tools));
        }
    }

    private void add(String kind, MapNode node, Configuration configuration)
            throws RenderException {
        try {
            add(kind, configuration.configure());
        } catch (RenderException e) {
            throw e.prefixed(
                    "trouble configuring builtin %s with config: `\n%s`"
                            .formatted(kind, YamlEmitter.emit(node)));
        }
    }

    private void add(String kind, Transformer transformer) {
        Optional<Origin> origin =
                target.origin().map(present -> present.ofBuiltin(kind, target.fileName()));
        configured.add(new TransformerRun.Configured(transformer, origin));
    }
}
