package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.YamlParser;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kustomization of a directory, seen from outside of a build.
 *
 * @param path of the file
 * @param directory that it governs
 * @param fields empty when it is no YAML, or no map
 */
record KustomizationFile(String path, String directory, String text, Map<String, Object> fields) {

    /** The first of the three names; that there is one only is for the build to see to. */
    static Optional<KustomizationFile> in(FileTree tree, String directory) throws IOException {
        for (String name : Kustomize.FILE_NAMES) {
            Optional<String> real = TreePaths.resolve(tree, directory, name);
            if (real.isPresent()
                    && tree.entry(real.get()).orElseThrow().kind() == FileTree.Kind.FILE) {
                String text = new String(tree.read(real.get()), StandardCharsets.UTF_8);
                return Optional.of(
                        new KustomizationFile(
                                TreePaths.join(directory, name), directory, text, parse(text)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> parse(String text) {
        try {
            Object value = ConfigurationValues.of(YamlParser.forConfiguration().parse(text));
            return Fields.map(value);
        } catch (RenderException e) {
            return Map.of(); // its build says why
        }
    }

    /** Made to be part of another one: it cannot be built by itself. */
    boolean isComponent() {
        return Fields.text(fields, "kind").equals(Optional.of("Component"));
    }

    /** The files and directories of the repository that it takes its objects from. */
    List<String> references() {
        List<String> references = new ArrayList<>();
        Stream.of("resources", "bases", "components")
                .flatMap(field -> Fields.list(fields, field).stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(reference -> !reference.contains("://"))
                .forEach(
                        reference ->
                                RepositoryPath.normal(TreePaths.join(directory, reference))
                                        .ifPresent(references::add));
        return List.copyOf(references);
    }
}
