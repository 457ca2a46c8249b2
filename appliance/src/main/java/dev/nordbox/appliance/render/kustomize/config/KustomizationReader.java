package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads kustomization files: strictly, and with today's spelling of what is deprecated. */
public final class KustomizationReader {
    private static final String EDIT_FIX =
            "Run 'kustomize edit fix' to update your Kustomization automatically.";
    private static final List<Deprecation> DEPRECATIONS =
            List.of(
                    new Deprecation("bases", "resources", EDIT_FIX),
                    new Deprecation("commonLabels", "labels", EDIT_FIX),
                    new Deprecation("imageTags", "images", EDIT_FIX),
                    new Deprecation("patchesJson6902", "patches", EDIT_FIX),
                    new Deprecation("patchesStrategicMerge", "patches", EDIT_FIX),
                    new Deprecation("vars", "replacements", "[EXPERIMENTAL] " + EDIT_FIX));

    /** Fields in which an empty list or map counts as content, as it does in the original. */
    private static final List<String> EMPTY_IS_CONTENT =
            List.of(
                    "metadata",
                    "openapi",
                    "commonLabels",
                    "labels",
                    "commonAnnotations",
                    "patchesStrategicMerge",
                    "patchesJson6902",
                    "patches",
                    "images",
                    "replacements",
                    "replicas",
                    "vars",
                    "sortOptions",
                    "resources",
                    "components",
                    "crds",
                    "configMapGenerator",
                    "secretGenerator",
                    "helmGlobals",
                    "helmCharts",
                    "generatorOptions",
                    "configurations",
                    "generators",
                    "transformers",
                    "validators",
                    "buildMetadata");

    private final List<String> warnings = new ArrayList<>();
    private boolean empty = true;

    private KustomizationReader() {}

    /** A kustomization and what its author should hear about it. */
    public record Reading(Kustomization kustomization, List<String> warnings) {}

    private record Deprecation(String field, String successor, String advice) {
        String warning() {
            return "# Warning: '%s' is deprecated. Please use '%s' instead. %s"
                    .formatted(field, successor, advice);
        }
    }

    /**
     * @param root as messages name the directory the text comes from
     * @throws RenderException with the original's wording; the warnings are lost then
     */
    public static Reading read(String text, String root) throws RenderException {
        KustomizationReader reader = new KustomizationReader();
        Kustomization kustomization = reader.unmarshal(text);
        if (reader.empty) {
            throw new RenderException("kustomization.yaml is empty");
        }
        reader.enforceFields(kustomization, root);
        return new Reading(kustomization, List.copyOf(reader.warnings));
    }

    private Kustomization unmarshal(String text) throws RenderException {
        try {
            Node node = GoJson.parse(text);
            return GoJson.kustomization(node, "types.Kustomization", this::kustomization);
        } catch (RenderException e) {
            throw e.prefixed("invalid Kustomization");
        }
    }

    private Kustomization kustomization(Fields fields) {
        DEPRECATIONS.stream()
                .filter(deprecation -> fields.has(deprecation.field()))
                .forEach(deprecation -> warnings.add(deprecation.warning()));
        empty = EMPTY_IS_CONTENT.stream().noneMatch(fields::has);
        fields.object("metadata", "types.ObjectMeta", KustomizationReader::metadata);

        Fields type = fields.embedded("TypeMeta");
        String kind = orElse(type.text("kind"), Kustomization.KUSTOMIZATION_KIND);
        String version =
                kind.equals(Kustomization.COMPONENT_KIND)
                        ? Kustomization.COMPONENT_VERSION
                        : Kustomization.VERSION;
        Optional<GeneratorOptions> options =
                fields.object(
                        "generatorOptions",
                        "types.GeneratorOptions",
                        ConfigTypes::generatorOptions);
        return new Kustomization(
                kind,
                orElse(type.text("apiVersion"), version),
                fields.textMap("openapi"),
                content(fields.text("namePrefix")),
                content(fields.text("nameSuffix")),
                content(fields.text("namespace")),
                fields.textMap("commonLabels"),
                fields.objects("labels", "types.Label", ConfigTypes::label),
                fields.textMap("commonAnnotations"),
                fields.texts("patchesStrategicMerge", "types.PatchStrategicMerge"),
                fields.objects("patchesJson6902", "types.Patch", ConfigTypes::patch),
                fields.objects("patches", "types.Patch", ConfigTypes::patch),
                joined(fields, "images", "imageTags", "types.Image", ConfigTypes::image),
                fields.objects(
                        "replacements", "types.ReplacementField", ConfigTypes::replacementField),
                fields.objects("replicas", "types.Replica", ConfigTypes::replica),
                fields.objects("vars", "types.Var", ConfigTypes::var),
                fields.object("sortOptions", "types.SortOptions", ConfigTypes::sortOptions),
                content(concat(fields.texts("resources"), fields.texts("bases"))),
                fields.texts("components"),
                fields.texts("crds"),
                generators(fields, "configMapGenerator", options),
                generators(fields, "secretGenerator", options),
                helmCharts(fields),
                fields.texts("configurations"),
                fields.texts("generators"),
                fields.texts("transformers"),
                fields.texts("validators"),
                fields.texts("buildMetadata"));
    }

    private static Map<String, String> metadata(Fields fields) {
        fields.text("name");
        fields.text("namespace");
        fields.textMap("annotations");
        return fields.textMap("labels");
    }

    private static List<GeneratorArgs> generators(
            Fields fields, String name, Optional<GeneratorOptions> global) {
        boolean secrets = name.startsWith("secret");
        return fields
                .objects(
                        name,
                        secrets ? "types.SecretArgs" : "types.ConfigMapArgs",
                        secrets ? ConfigTypes::secretArgs : ConfigTypes::configMapArgs)
                .stream()
                .map(args -> args.withGlobal(global))
                .toList();
    }

    private List<HelmChart> helmCharts(Fields fields) {
        MapNode globals =
                fields.object("helmGlobals", "types.HelmGlobals", KustomizationReader::helmGlobals)
                        .orElseGet(MapNode::new);
        List<HelmChart> charts =
                content(
                        concat(
                                fields.objects("helmCharts", "types.HelmChart", HelmChart::read),
                                fields.objects(
                                        "helmChartInflationGenerator",
                                        "types.HelmChartArgs",
                                        HelmChart::readInflationGenerator)));
        for (HelmChart chart : charts) {
            for (MapNode.Field global : globals.fields()) {
                chart.settings().put(global.name(), global.value().copy());
            }
        }
        return charts;
    }

    private static MapNode helmGlobals(Fields fields) {
        MapNode globals = new MapNode();
        for (String name : List.of("chartHome", "configHome")) {
            String value = fields.text(name);
            if (!value.isEmpty()) {
                globals.put(name, value);
            }
        }
        return globals;
    }

    private void enforceFields(Kustomization kustomization, String root) throws RenderException {
        List<String> errors = new ArrayList<>();
        String kind = kustomization.kind();
        if (!kind.equals(Kustomization.KUSTOMIZATION_KIND) && !kustomization.isComponent()) {
            errors.add("kind should be Kustomization or Component");
        }
        String required =
                kustomization.isComponent()
                        ? Kustomization.COMPONENT_VERSION
                        : Kustomization.VERSION;
        if (!kustomization.apiVersion().equals(required)) {
            errors.add("apiVersion for " + kind + " should be " + required);
        }
        if (!errors.isEmpty()) {
            throw new RenderException(
                    "Failed to read kustomization file under "
                            + root
                            + ":\n"
                            + String.join("\n", errors));
        }
    }

    private <T> List<T> joined(
            Fields fields,
            String name,
            String deprecated,
            String goType,
            Function<Fields, T> reader) {
        return content(
                concat(
                        fields.objects(name, goType, reader),
                        fields.objects(deprecated, goType, reader)));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    private <T> List<T> content(List<T> items) {
        empty &= items.isEmpty();
        return items;
    }

    private String content(String text) {
        empty &= text.isEmpty();
        return text;
    }

    private static String orElse(String text, String fallback) {
        return text.isEmpty() ? fallback : text;
    }
}
