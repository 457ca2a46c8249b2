package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds directories with the real {@code kustomize} and with ours, and compares: {@code
 * CompareWithOriginal KUSTOMIZE [--all] DIR...}. With {@code --all} every kustomization below each
 * directory is built. Prints one line for each that differs, and the times both took.
 */
final class CompareWithOriginal {
    private static final Set<String> FILES =
            Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final long TIMEOUT_SECONDS = 60;

    private final Path original;
    private int equal;
    private int equalErrors;
    private int different;
    private long originalNanos;
    private long ourNanos;

    private record Outcome(boolean succeeded, String text, long nanos) {}

    private CompareWithOriginal(Path original) {
        this.original = original;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        CompareWithOriginal comparison = new CompareWithOriginal(Path.of(args[0]));
        boolean all = args[1].equals("--all");
        for (int i = all ? 2 : 1; i < args.length; i++) {
            Path directory = Path.of(args[i]).toRealPath();
            for (Path each : all ? kustomizations(directory) : List.of(directory)) {
                comparison.compare(each);
            }
        }
        comparison.report();
        System.exit(comparison.different == 0 ? 0 : 1);
    }

    private static List<Path> kustomizations(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> FILES.contains(file.getFileName().toString()))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private void compare(Path directory) throws IOException, InterruptedException {
        Outcome theirs = original(directory);
        Outcome ours = ours(directory);
        originalNanos += theirs.nanos();
        ourNanos += ours.nanos();
        if (theirs.succeeded() && ours.succeeded() && theirs.text().equals(ours.text())) {
            equal++;
            return;
        }
        if (!theirs.succeeded() && !ours.succeeded()) {
            equalErrors++;
            boolean remote = ours.text().contains("remote resource '");
            if (!remote && !theirs.text().strip().equals(ours.text().strip())) {
                System.out.println("OTHER WORDS " + directory);
                System.out.println("  theirs: " + firstLine(theirs.text()));
                System.out.println("  ours:   " + firstLine(ours.text()));
            }
            return;
        }
        different++;
        System.out.println("DIFFERENT " + directory);
        System.out.println("  " + firstDifference(theirs, ours));
    }

    private Outcome original(Path directory) throws IOException, InterruptedException {
        Path out = Files.createTempFile("kustomize", ".out");
        Path err = Files.createTempFile("kustomize", ".err");
        try {
            long start = System.nanoTime();
            ProcessBuilder command =
                    new ProcessBuilder(original.toString(), "build", directory.toString())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            // Ours fetches nothing; theirs gets nowhere.
            command.environment().put("HTTPS_PROXY", "http://127.0.0.1:9");
            command.environment().put("HTTP_PROXY", "http://127.0.0.1:9");
            command.environment().put("GIT_ALLOW_PROTOCOL", "none");
            Process process = command.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            long nanos = System.nanoTime() - start;
            boolean succeeded = process.exitValue() == 0;
            String text = Files.readString(succeeded ? out : err, StandardCharsets.UTF_8);
            int error = text.indexOf("Error: ");
            return new Outcome(
                    succeeded, succeeded || error < 0 ? text : text.substring(error), nanos);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Outcome ours(Path directory) {
        long start = System.nanoTime();
        try {
            String yaml =
                    new Kustomize()
                            .build(
                                    new FolderTree(Path.of("/")),
                                    directory.toString().substring(1),
                                    BuildOptions.defaults())
                            .toYaml();
            return new Outcome(true, yaml, System.nanoTime() - start);
        } catch (RenderException e) {
            return new Outcome(false, "Error: " + e.getMessage(), System.nanoTime() - start);
        } catch (RuntimeException e) {
            e.printStackTrace(System.out);
            return new Outcome(false, e.toString(), System.nanoTime() - start);
        }
    }

    private static String firstDifference(Outcome theirs, Outcome ours) {
        if (theirs.succeeded() != ours.succeeded()) {
            return (theirs.succeeded() ? "ours fails: " : "theirs fails: ")
                    + firstLine(theirs.succeeded() ? ours.text() : theirs.text());
        }
        List<String> left = new ArrayList<>(theirs.text().lines().toList());
        List<String> right = new ArrayList<>(ours.text().lines().toList());
        int line = 0;
        while (line < left.size()
                && line < right.size()
                && left.get(line).equals(right.get(line))) {
            line++;
        }
        return "line %d: theirs `%s`, ours `%s`"
                .formatted(
                        line + 1,
                        line < left.size() ? left.get(line) : "<end>",
                        line < right.size() ? right.get(line) : "<end>");
    }

    private static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 600 ? line.substring(0, 600) + "..." : line;
    }

    private void report() {
        System.out.printf(
                Locale.ROOT,
                "%d equal, %d refused by both, %d different; theirs %.1f s, ours %.1f s%n",
                equal,
                equalErrors,
                different,
                originalNanos / 1e9,
                ourNanos / 1e9);
    }
}
