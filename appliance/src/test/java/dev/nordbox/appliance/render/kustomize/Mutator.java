package dev.nordbox.appliance.render.kustomize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Changes files of a kustomization at random: lines, indentation, words and bytes. */
final class Mutator {
    private static final List<String> WORDS =
            List.of(
                    "null",
                    "~",
                    "true",
                    "no",
                    "\"\"",
                    "{}",
                    "[]",
                    "0",
                    "-1",
                    "1.5",
                    "1e3",
                    "0x1F",
                    "2001-01-01",
                    "'quoted'",
                    "\"a\\nb\"",
                    "&a x",
                    "*a",
                    "!!str 1",
                    "|\n  text",
                    "default",
                    "ConfigMap",
                    "Deployment",
                    "v1",
                    "apps/v1",
                    "metadata.name",
                    "spec.template.spec.containers.*.image",
                    "a.b",
                    "[name=x]",
                    ".*",
                    "(",
                    "[a-z",
                    "../base",
                    ".",
                    "merge",
                    "replace",
                    "delete");
    private static final List<String> LINES =
            List.of(
                    "namePrefix: p-",
                    "nameSuffix: -s",
                    "namespace: ns",
                    "commonLabels: {a: b}",
                    "commonAnnotations: {a: b}",
                    "labels: [{pairs: {l: m}, includeSelectors: true}]",
                    "labels: [{pairs: {l: m}, includeTemplates: true}]",
                    "images: [{name: nginx, newTag: '9', newName: other/nginx}]",
                    "replicas: [{name: web, count: 7}]",
                    "sortOptions: {order: fifo}",
                    "buildMetadata: [originAnnotations, transformerAnnotations]",
                    "generatorOptions: {disableNameSuffixHash: true, immutable: true}",
                    "configMapGenerator: [{name: made, literals: [a=b]}]",
                    "$patch: delete",
                    "$patch: replace",
                    "unknown: field",
                    "---",
                    "# comment",
                    "metadata: {annotations: {config.kubernetes.io/local-config: 'true'}}");

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    /** A copy of the files with some changes. */
    Map<String, byte[]> mutate(Map<String, byte[]> files) {
        Map<String, byte[]> mutated = new TreeMap<>(files);
        List<String> names = new ArrayList<>(mutated.keySet());
        int changes = random.nextInt(5) == 0 ? 2 : 1;
        for (int i = 0; i < changes && !names.isEmpty(); i++) {
            String name = names.get(random.nextInt(names.size()));
            String text =
                    new String(mutated.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
            mutated.put(name, mutate(text, name).getBytes(StandardCharsets.UTF_8));
        }
        return mutated;
    }

    private String mutate(String text, String name) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return pick(LINES) + "\n";
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(name.startsWith("kust") || name.contains("/kust") ? 9 : 8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(at, "  " + line);
            case 3 -> lines.set(at, line.startsWith("  ") ? line.substring(2) : line);
            case 4, 5 -> {
                int colon = line.indexOf(':');
                lines.set(
                        at,
                        colon < 0
                                ? line + pick(WORDS)
                                : line.substring(0, colon + 1) + " " + pick(WORDS));
            }
            case 6 -> lines.set(at, swapWord(line, text));
            case 7 -> {
                int cut = random.nextInt(line.length() + 1);
                lines.set(
                        at,
                        line.substring(0, cut)
                                + (char) random.nextInt(32, 127)
                                + line.substring(cut));
            }
            default -> lines.add(pick(LINES));
        }
        return String.join("\n", lines) + "\n";
    }

    private String swapWord(String line, String text) {
        String[] others = text.split("[\\s:,\\[\\]{}]+");
        String[] own = line.strip().split("[\\s:,\\[\\]{}]+");
        if (own.length == 0 || others.length == 0) {
            return line;
        }
        String word = own[random.nextInt(own.length)];
        String other = others[random.nextInt(others.length)];
        return word.isEmpty() ? line : line.replace(word, other);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
