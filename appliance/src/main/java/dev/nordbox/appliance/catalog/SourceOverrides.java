package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.SpecProblem;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.YamlParser;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a path that change how it is rendered: {@code .argocd-source.yaml} for every
 * Application, {@code .argocd-source-NAME.yaml} for one. Each is a merge patch of the source; which
 * files are rendered at which revision stays as the Application says.
 */
final class SourceOverrides {

    private static final List<String> FIXED = List.of("repoURL", "path", "targetRevision", "chart");

    private SourceOverrides() {}

    /**
     * @throws RenderException when a file is no patch, or what comes of it cannot be honoured
     */
    static Source applied(FileTree tree, String directory, Source source, String application)
            throws RenderException, IOException {
        Source merged = source;
        for (String name :
                List.of(".argocd-source.yaml", ".argocd-source-" + application + ".yaml")) {
            Optional<String> file = file(tree, directory, name);
            if (file.isPresent()) {
                String text = new String(tree.read(file.get()), StandardCharsets.UTF_8);
                merged = merged(TreePaths.join(directory, name), text, merged);
            }
        }
        return merged;
    }

    private static Optional<String> file(FileTree tree, String directory, String name)
            throws IOException {
        if (name.indexOf('/') >= 0) {
            return Optional.empty(); // no name of a file
        }
        Optional<String> real = TreePaths.resolve(tree, directory, name);
        return real.isPresent() && tree.entry(real.get()).orElseThrow().kind() == FileTree.Kind.FILE
                ? real
                : Optional.empty();
    }

    private static Source merged(String file, String text, Source source) throws RenderException {
        Map<String, Object> content = MergePatch.apply(patch(file, text), source.content());
        for (String field : FIXED) {
            content.remove(field);
            if (source.content().containsKey(field)) {
                content.put(field, source.content().get(field));
            }
        }
        var reading = ApplicationReader.readSource(content);
        List<String> problems =
                reading.problems().stream()
                        .filter(SpecProblem::fatal)
                        .map(problem -> file + ": " + problem)
                        .toList();
        if (!problems.isEmpty()) {
            throw new RenderException(String.join("\n", problems));
        }
        return reading.source();
    }

    private static Map<?, ?> patch(String file, String text) throws RenderException {
        Object patch;
        try {
            patch = ConfigurationValues.of(YamlParser.forConfiguration().parse(text));
        } catch (RenderException e) {
            throw e.prefixed(file);
        }
        if (patch == null) {
            return Map.of(); // nothing but comments
        }
        if (!(patch instanceof Map<?, ?> fields)) {
            throw new RenderException(
                    file + ": must be a map of fields of spec.source, such as kustomize:");
        }
        return fields;
    }
}
