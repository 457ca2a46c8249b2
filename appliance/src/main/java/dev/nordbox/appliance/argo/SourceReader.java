package dev.nordbox.appliance.argo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one source. */
final class SourceReader {

    private static final String RENDER_ELSEWHERE = "put what it renders to into the repository";

    private final Section source;
    private final Problems problems;

    private SourceReader(Section source) {
        this.source = source;
        this.problems = source.problems();
    }

    static Source read(Section source) {
        try (source) {
            return new SourceReader(source).read();
        }
    }

    private Source read() {
        String ref = source.text("ref");
        boolean helm = isSet("helm");
        boolean plugin = isSet("plugin");
        Source read =
                new Source(
                        source.text("repoURL"),
                        path(ref),
                        source.text("targetRevision"),
                        source.text("tagPrefix"),
                        ref,
                        source.text("name"),
                        source.text("chart"),
                        directory(),
                        source.section("kustomize").flatMap(KustomizeReader::read),
                        helm,
                        plugin,
                        source.written());
        check(read);
        return read;
    }

    private void check(Source read) {
        if (read.repoUrl().isEmpty()) {
            problems.fatal(source.path("repoURL"), "is missing", "name the repository");
        }
        if (!read.chart().isEmpty()) {
            unsupported("chart", "put the rendered chart (helm template) into the repository");
        }
        if (read.helm()) {
            unsupported("helm", "put the rendered chart (helm template) into the repository");
        }
        if (read.plugin()) {
            unsupported("plugin", RENDER_ELSEWHERE);
        }
        long tools =
                Stream.of(
                                read.directory().isPresent(),
                                read.kustomize().isPresent(),
                                read.helm(),
                                read.plugin())
                        .filter(given -> given)
                        .count();
        if (tools > 1) {
            problems.fatal(
                    source.path("kustomize"),
                    "stands beside another of directory, kustomize, helm and plugin",
                    "leave one of them");
        }
    }

    private String path(String ref) {
        String path = source.text("path");
        if (path.isEmpty() && ref.isEmpty() && source.any("chart").isEmpty()) {
            problems.fatal(source.path("path"), "is missing", "name a directory, . for the root");
        }
        if (path.startsWith("/") || leavesTheRepository(path)) {
            problems.fatal(
                    source.path("path"),
                    "leads out of the repository",
                    "name a directory from its root, without / in front");
        }
        return path;
    }

    private static boolean leavesTheRepository(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (!step.equals("..")) {
                if (!step.isEmpty() && !step.equals(".")) {
                    steps.push(step);
                }
            } else if (steps.poll() == null) {
                return true;
            }
        }
        return false;
    }

    /** A block that says nothing does not choose the tool, as in Argo CD. */
    private Optional<DirectoryOptions> directory() {
        return source.section("directory")
                .map(this::directory)
                .filter(options -> !options.equals(DirectoryOptions.NONE));
    }

    private DirectoryOptions directory(Section section) {
        try (section) {
            boolean jsonnet = !section.map("jsonnet").orElse(Map.of()).isEmpty();
            if (jsonnet) {
                problems.fatal(section.path("jsonnet"), "is not supported yet", RENDER_ELSEWHERE);
            }
            return new DirectoryOptions(
                    section.flag("recurse", false),
                    section.text("include"),
                    section.text("exclude"),
                    section.flag("disableExtensionFilter", false),
                    jsonnet);
        }
    }

    private boolean isSet(String block) {
        return source.map(block).filter(map -> !map.isEmpty()).isPresent();
    }

    private void unsupported(String field, String remedy) {
        problems.fatal(source.path(field), "is not supported yet", remedy);
    }
}
