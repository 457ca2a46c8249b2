package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.kustomize.config.GeneratorArgs.KvPairSources;
import dev.nordbox.appliance.render.kustomize.config.SortOptions.LegacySortOptions;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How each type of a kustomization file is read from its fields. */
public final class ConfigTypes {

    private ConfigTypes() {}

    public static FieldSpec fieldSpec(Fields fields) {
        return new FieldSpec(
                gvk(fields.embedded("Gvk")), fields.text("path"), fields.flag("create"));
    }

    public static List<FieldSpec> fieldSpecs(Fields fields, String name) {
        return fields.objects(name, "types.FieldSpec", ConfigTypes::fieldSpec);
    }

    public static Label label(Fields fields) {
        return new Label(
                fields.textMap("pairs"),
                fields.flag("includeSelectors"),
                fields.flag("includeTemplates"),
                fieldSpecs(fields, "fields"));
    }

    public static Patch patch(Fields fields) {
        return new Patch(
                fields.text("path"),
                fields.text("patch"),
                fields.object("target", "types.Selector", ConfigTypes::selector),
                fields.object("options", "types.PatchArgs", ConfigTypes::patchArgs));
    }

    private static PatchArgs patchArgs(Fields fields) {
        return new PatchArgs(fields.flag("allowNameChange"), fields.flag("allowKindChange"));
    }

    public static Selector selector(Fields fields) {
        return new Selector(
                resId(fields), fields.text("annotationSelector"), fields.text("labelSelector"));
    }

    public static Image image(Fields fields) {
        return new Image(
                fields.text("name"),
                fields.text("newName"),
                fields.text("tagSuffix"),
                fields.text("newTag"),
                fields.text("digest"));
    }

    public static Replica replica(Fields fields) {
        return new Replica(fields.text("name"), fields.integer("count", "int64"));
    }

    /** An entry of {@code replacements}, where an empty list of targets counts as none. */
    public static Replacement replacementField(Fields fields) {
        Replacement read = replacement(fields.embedded("Replacement"));
        return new Replacement(
                read.source(),
                read.sourceValue(),
                read.targets().filter(targets -> !targets.isEmpty()),
                fields.text("path"));
    }

    /** A replacement in a file of its own. */
    public static Replacement replacement(Fields fields) {
        boolean hasTargets = fields.has("targets");
        List<TargetSelector> targets =
                fields.pointers("targets", "types.TargetSelector", ConfigTypes::targetSelector);
        return new Replacement(
                fields.object("source", "types.SourceSelector", ConfigTypes::sourceSelector),
                fields.optionalText("sourceValue"),
                hasTargets ? Optional.of(targets) : Optional.empty(),
                "");
    }

    private static SourceSelector sourceSelector(Fields fields) {
        return new SourceSelector(
                resId(fields),
                fields.text("fieldPath"),
                fields.object("options", "types.FieldOptions", ConfigTypes::fieldOptions));
    }

    private static TargetSelector targetSelector(Fields fields) {
        return new TargetSelector(
                fields.object("select", "types.Selector", ConfigTypes::selector),
                fields.pointers("reject", "types.Selector", ConfigTypes::selector),
                fields.texts("fieldPaths"),
                fields.object("options", "types.FieldOptions", ConfigTypes::fieldOptions));
    }

    private static FieldOptions fieldOptions(Fields fields) {
        return new FieldOptions(
                fields.text("delimiter"),
                fields.integer("index", "int"),
                fields.text("encoding"),
                fields.flag("create"));
    }

    public static Var var(Fields fields) {
        return new Var(
                fields.text("name"),
                fields.object("objref", "types.Target", ConfigTypes::varTarget)
                        .orElseGet(() -> new Var.Target("", Gvk.ANY, "", "")),
                fields.object("fieldref", "types.FieldSelector", ref -> ref.text("fieldPath"))
                        .orElse(""));
    }

    private static Var.Target varTarget(Fields fields) {
        return new Var.Target(
                fields.text("apiVersion"),
                gvk(fields.embedded("Gvk")),
                fields.text("name"),
                fields.text("namespace"));
    }

    public static GeneratorArgs configMapArgs(Fields fields) {
        return generatorArgs(fields.embedded("GeneratorArgs"), "");
    }

    public static GeneratorArgs secretArgs(Fields fields) {
        return generatorArgs(fields.embedded("GeneratorArgs"), fields.text("type"));
    }

    private static GeneratorArgs generatorArgs(Fields fields, String type) {
        Fields sources = fields.embedded("KvPairSources");
        List<String> envs = new ArrayList<>(sources.texts("envs"));
        String env = sources.text("env");
        if (!env.isEmpty()) {
            envs.add(env);
        }
        return new GeneratorArgs(
                fields.text("namespace"),
                fields.text("name"),
                fields.text("behavior"),
                new KvPairSources(sources.texts("literals"), sources.texts("files"), envs),
                fields.object("options", "types.GeneratorOptions", ConfigTypes::generatorOptions),
                type,
                fields.line());
    }

    public static GeneratorOptions generatorOptions(Fields fields) {
        return new GeneratorOptions(
                fields.textMap("labels"),
                fields.textMap("annotations"),
                fields.flag("disableNameSuffixHash"),
                fields.flag("immutable"));
    }

    public static SortOptions sortOptions(Fields fields) {
        return new SortOptions(
                fields.text("order", "types.SortOrder"),
                fields.object(
                        "legacySortOptions",
                        "types.LegacySortOptions",
                        legacy ->
                                new LegacySortOptions(
                                        legacy.texts("orderFirst"), legacy.texts("orderLast"))));
    }

    public static Gvk gvk(Fields fields) {
        return new Gvk(fields.text("group"), fields.text("version"), fields.text("kind"));
    }

    private static ResId resId(Fields fields) {
        Fields id = fields.embedded("ResId");
        return new ResId(gvk(id.embedded("Gvk")), id.text("name"), id.text("namespace"));
    }
}
