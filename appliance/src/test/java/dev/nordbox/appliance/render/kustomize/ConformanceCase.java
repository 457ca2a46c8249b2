package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.load.LoadRestrictor;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One case of the conformance suites: an input tree, options, and the output or error that the
 * original gives.
 */
record ConformanceCase(String suite, Path folder) {

    /** What came out, for whoever has to find out why it differs. */
    record Verdict(boolean passed, String expected, String actual) {}

    /** The cases of one suite; empty when the folder is not there. */
    static List<ConformanceCase> of(Path suite) throws IOException {
        if (!Files.isDirectory(suite)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(suite)) {
            return folders.filter(folder -> Files.exists(folder.resolve("options.json")))
                    .sorted()
                    .map(folder -> new ConformanceCase(suite.getFileName().toString(), folder))
                    .toList();
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    Verdict run() throws IOException, RenderException {
        Optional<String> expected = text("expected.yaml");
        String actual;
        try {
            String target = text("target").orElse("").strip();
            actual =
                    new Kustomize()
                            .build(
                                    new FolderTree(folder.resolve("in")),
                                    target.equals(".") ? "" : target,
                                    options())
                            .toYaml();
        } catch (RenderException e) {
            String message = String.valueOf(e.getMessage());
            return new Verdict(
                    expected.isEmpty() && errorMatches(message),
                    expected.orElseGet(this::expectedErrors),
                    "Error: " + message);
        }
        return new Verdict(
                expected.isPresent() && expected.get().equals(actual),
                expected.orElseGet(() -> "Error: " + expectedErrors()),
                actual);
    }

    private BuildOptions options() throws IOException, RenderException {
        Node options = json("options.json");
        BuildOptions build =
                BuildOptions.defaults()
                        .withReorder(
                                switch (options.textAt("reorder").orElse("none")) {
                                    case "legacy" -> Reorder.LEGACY;
                                    case "unspecified" -> Reorder.UNSPECIFIED;
                                    default -> Reorder.NONE;
                                })
                        .withManagedByLabel(flag(options, "addManagedByLabel"))
                        .withAlphaPlugins(flag(options, "pluginsEnabled"));
        Optional<String> version = options.textAt("versionString");
        if (version.isPresent()) {
            build = build.withVersion(version.get());
        }
        return options.textAt("loadRestrictor").filter("LoadRestrictionsNone"::equals).isPresent()
                ? build.withLoadRestrictor(LoadRestrictor.NONE)
                : build;
    }

    private static boolean flag(Node options, String name) {
        return options.textAt(name).filter("true"::equals).isPresent();
    }

    private boolean errorMatches(String message) throws IOException, RenderException {
        for (Fragment fragment : fragments()) {
            if (!fragment.matches(message)) {
                return false;
            }
        }
        return true;
    }

    private record Fragment(String mode, String text) {
        boolean matches(String message) {
            return switch (mode) {
                case "equals" -> message.strip().equals(text.strip());
                case "prefix" -> message.startsWith(text);
                case "regexp" -> Pattern.compile(text, Pattern.DOTALL).matcher(message).find();
                case "any" -> true;
                default -> message.contains(text);
            };
        }
    }

    private List<Fragment> fragments() throws IOException, RenderException {
        List<Fragment> fragments = new ArrayList<>();
        Optional<ListNode> matches = json("meta.json").at("errorMatch").flatMap(Node::asList);
        for (Node match : matches.map(ListNode::items).orElse(List.of())) {
            fragments.add(
                    new Fragment(
                            match.textAt("mode").orElse("contains"),
                            match.textAt("text").orElse("")));
        }
        if (fragments.isEmpty()) {
            fragments.add(new Fragment("contains", text("expected-error.txt").orElse("?").strip()));
        }
        return fragments;
    }

    private String expectedErrors() {
        try {
            return fragments().toString();
        } catch (IOException | RenderException e) {
            return e.toString();
        }
    }

    private Node json(String file) throws IOException, RenderException {
        return YamlParser.forConfiguration().parse(text(file).orElse("{}"));
    }

    private Optional<String> text(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path)
                ? Optional.of(Files.readString(path, StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
