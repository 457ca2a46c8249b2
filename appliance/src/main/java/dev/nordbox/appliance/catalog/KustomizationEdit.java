package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.argo.KustomizeOptions;
import dev.nordbox.appliance.argo.KustomizeOptions.Patch;
import dev.nordbox.appliance.argo.KustomizeOptions.Target;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.KustomizationReader;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the overrides of an Application into the kustomization at its path, as Argo CD does with
 * {@code kustomize edit} before it builds. Nothing is written to the repository: the build sees
 * another tree.
 */
final class KustomizationEdit {

    private final FileTree tree;
    private final KustomizationFile file;
    private final KustomizeOptions options;
    private final Map<String, Object> fields;

    private KustomizationEdit(FileTree tree, KustomizationFile file, KustomizeOptions options) {
        this.tree = tree;
        this.file = file;
        this.options = options;
        this.fields = new LinkedHashMap<>(file.fields());
    }

    /**
     * The tree as the build is to see it.
     *
     * @throws RenderException when the overrides do not fit the kustomization
     */
    static FileTree applied(FileTree tree, String directory, KustomizeOptions options)
            throws RenderException, IOException {
        KustomizationFile file =
                KustomizationFile.in(tree, directory)
                        .orElseThrow(
                                () ->
                                        new RenderException(
                                                "'"
                                                        + directory
                                                        + "' holds no kustomization.yaml, and"
                                                        + " spec.source.kustomize asks for one;"
                                                        + " take the block out, or correct the"
                                                        + " path"));
        if (!isValid(file)) {
            return tree;
        }
        KustomizationEdit edit = new KustomizationEdit(tree, file, options);
        edit.apply();
        return new EditedTree(tree, file.path(), YamlEmitter.emitValue(edit.fields));
    }

    /** What is wrong in the file itself is for the build to tell. */
    private static boolean isValid(KustomizationFile file) {
        try {
            KustomizationReader.read(file.text(), file.directory());
            return true;
        } catch (RenderException e) {
            return false;
        }
    }

    private void apply() throws RenderException, IOException {
        set("namePrefix", options.namePrefix());
        set("nameSuffix", options.nameSuffix());
        images();
        replicas();
        MetadataEdit metadata = new MetadataEdit(fields, options, file.path());
        metadata.labels();
        metadata.annotations();
        set("namespace", options.namespace());
        append("patches", options.patches().stream().map(KustomizationEdit::patch).toList());
        components();
    }

    private void set(String field, String value) {
        if (!value.isEmpty()) {
            fields.put(field, value);
        }
    }

    private void images() throws RenderException {
        if (options.images().isEmpty()) {
            return;
        }
        Map<String, Map<String, Object>> byName = byName("images");
        byName.putAll(byName("imageTags")); // the former name of the field
        Map<String, ImageOverride> overrides = new TreeMap<>();
        for (String image : options.images()) {
            ImageOverride override = ImageOverride.parse(image);
            overrides.put(override.name(), override);
        }
        overrides.forEach(
                (name, override) ->
                        byName.put(name, override.over(byName.getOrDefault(name, Map.of()))));
        fields.remove("imageTags");
        fields.put("images", List.copyOf(byName.values()));
    }

    private void replicas() {
        if (options.replicas().isEmpty()) {
            return;
        }
        Map<String, Map<String, Object>> byName = byName("replicas");
        options.replicas()
                .forEach(
                        replica ->
                                byName.put(
                                        replica.name(),
                                        Map.of("name", replica.name(), "count", replica.count())));
        fields.put("replicas", List.copyOf(byName.values()));
    }

    private void components() throws IOException {
        List<Object> present = Fields.list(fields, "components");
        List<Object> added = new ArrayList<>();
        for (String component : options.components()) {
            boolean left = options.ignoreMissingComponents() && !isThere(component);
            if (!left && !present.contains(component)) {
                added.add(component);
            }
        }
        append("components", added);
    }

    private boolean isThere(String component) throws IOException {
        return RepositoryPath.normal(TreePaths.join(file.directory(), component)).isPresent()
                && TreePaths.resolve(tree, file.directory(), component).isPresent();
    }

    private void append(String field, List<?> added) {
        if (!added.isEmpty()) {
            List<Object> all = new ArrayList<>(Fields.list(fields, field));
            all.addAll(added);
            fields.put(field, all);
        }
    }

    private Map<String, Map<String, Object>> byName(String field) {
        Map<String, Map<String, Object>> byName = new TreeMap<>();
        for (Object entry : Fields.list(fields, field)) {
            byName.put(Fields.text(entry, "name").orElse(""), Fields.map(entry));
        }
        return byName;
    }

    private static Map<String, Object> patch(Patch patch) {
        Map<String, Object> entry = new LinkedHashMap<>();
        put(entry, "path", patch.path());
        put(entry, "patch", patch.patch());
        patch.target().ifPresent(target -> entry.put("target", target(target)));
        if (!patch.options().isEmpty()) {
            entry.put("options", patch.options());
        }
        return entry;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> entry = new LinkedHashMap<>();
        put(entry, "group", target.group());
        put(entry, "version", target.version());
        put(entry, "kind", target.kind());
        put(entry, "name", target.name());
        put(entry, "namespace", target.namespace());
        put(entry, "labelSelector", target.labelSelector());
        put(entry, "annotationSelector", target.annotationSelector());
        return entry;
    }

    private static void put(Map<String, Object> entry, String field, String value) {
        if (!value.isEmpty()) {
            entry.put(field, value);
        }
    }
}
