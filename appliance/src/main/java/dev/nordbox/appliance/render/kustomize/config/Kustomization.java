package dev.nordbox.appliance.render.kustomize.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kustomization file, its deprecated spellings folded into today's. */
public record Kustomization(
        String kind,
        String apiVersion,
        Map<String, String> openapi,
        String namePrefix,
        String nameSuffix,
        String namespace,
        Map<String, String> commonLabels,
        List<Label> labels,
        Map<String, String> commonAnnotations,
        List<String> patchesStrategicMerge,
        List<Patch> patchesJson6902,
        List<Patch> patches,
        List<Image> images,
        List<Replacement> replacements,
        List<Replica> replicas,
        List<Var> vars,
        Optional<SortOptions> sortOptions,
        List<String> resources,
        List<String> components,
        List<String> crds,
        List<GeneratorArgs> configMapGenerator,
        List<GeneratorArgs> secretGenerator,
        List<HelmChart> helmCharts,
        List<String> configurations,
        List<String> generators,
        List<String> transformers,
        List<String> validators,
        List<String> buildMetadata) {

    public static final String COMPONENT_KIND = "Component";
    public static final String ORIGIN_ANNOTATIONS = "originAnnotations";
    public static final String TRANSFORMER_ANNOTATIONS = "transformerAnnotations";
    public static final String MANAGED_BY_LABEL = "managedByLabel";

    static final String KUSTOMIZATION_KIND = "Kustomization";
    static final String VERSION = "kustomize.config.k8s.io/v1beta1";
    static final String COMPONENT_VERSION = "kustomize.config.k8s.io/v1alpha1";

    public boolean isComponent() {
        return kind.equals(COMPONENT_KIND);
    }
}
