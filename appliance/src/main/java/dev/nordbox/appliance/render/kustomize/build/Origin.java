package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.load.RepoSpec;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Where a resource, or the generator or transformer that had to do with it, comes from; written
 * into annotations when {@code buildMetadata} asks.
 *
 * @param path of the resource, relative to the directory that is built
 * @param repo the repository, when it is another
 * @param ref the reference in that repository
 * @param configuredIn the file that configures the generator or transformer
 * @param configuredBy the generator or transformer
 */
record Origin(
        String path, String repo, String ref, String configuredIn, Optional<Plugin> configuredBy) {
    static final Origin ROOT = new Origin("", "", "", "", Optional.empty());

    /** What identifies a generator or transformer. */
    record Plugin(String apiVersion, String kind, String name, String namespace) {}

    /** The origin of what a kustomization refers to. */
    Origin append(String relative) {
        Optional<RepoSpec> repository = RepoSpec.parse(relative);
        if (repository.isPresent()) {
            RepoSpec spec = repository.get();
            return new Origin(
                    join("", spec.kustRootPath()),
                    spec.cloneSpec(),
                    spec.ref(),
                    configuredIn,
                    configuredBy);
        }
        return new Origin(join(path, relative), repo, ref, configuredIn, configuredBy);
    }

    /** The origin of a built-in generator or transformer that a kustomization file uses. */
    Origin ofBuiltin(String kind, String file) {
        return new Origin(
                "", repo, ref, join(path, file), Optional.of(new Plugin("builtin", kind, "", "")));
    }

    /** The origin of a generator or transformer that has a configuration of its own. */
    Origin ofPlugin(Resource plugin) {
        return new Origin(
                "",
                repo,
                ref,
                path,
                Optional.of(
                        new Plugin(
                                plugin.apiVersion(),
                                plugin.kind(),
                                plugin.name(),
                                plugin.namespace())));
    }

    /** As the annotation holds it: YAML, fields in this order. */
    String toYaml() throws RenderException {
        StringBuilder text = new StringBuilder();
        line(text, "path", path);
        line(text, "repo", repo);
        line(text, "ref", ref);
        line(text, "configuredIn", configuredIn);
        if (configuredBy.isPresent()) {
            Plugin plugin = configuredBy.get();
            text.append("configuredBy:\n");
            line(text, "  apiVersion", plugin.apiVersion());
            line(text, "  kind", plugin.kind());
            line(text, "  name", plugin.name());
            line(text, "  namespace", plugin.namespace());
        }
        return text.isEmpty() ? "{}\n" : text.toString();
    }

    /** As an item of the list of transformations. */
    String toYamlItem() throws RenderException {
        return "- " + toYaml().stripTrailing().replace("\n", "\n  ") + "\n";
    }

    private static void line(StringBuilder text, String name, String value) throws RenderException {
        if (!value.isEmpty()) {
            text.append(name)
                    .append(": ")
                    .append(YamlEmitter.emit(ScalarNode.string(value)).stripTrailing())
                    .append('\n');
        }
    }

    /** As Go's {@code filepath.Join}: clean, and free to begin with dots. */
    static String join(String directory, String relative) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (directory + "/" + relative).split("/")) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            boolean up = segment.equals("..");
            if (up && !segments.isEmpty() && !segments.peekLast().equals("..")) {
                segments.pollLast();
            } else {
                segments.addLast(segment);
            }
        }
        return String.join("/", segments);
    }
}
