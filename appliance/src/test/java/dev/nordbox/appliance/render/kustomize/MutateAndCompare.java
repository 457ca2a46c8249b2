package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Mutates conformance cases and builds them with the real {@code kustomize} and with ours: {@code
 * MutateAndCompare KUSTOMIZE CASES KEEP SEED COUNT}. Trees whose outcome differs are kept.
 */
final class MutateAndCompare {
    private final Path original;
    private final Path keep;
    private final List<ConformanceCase> cases = new ArrayList<>();

    private record Outcome(boolean succeeded, String text) {}

    private MutateAndCompare(Path original, Path keep) {
        this.original = original;
        this.keep = keep;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        MutateAndCompare run = new MutateAndCompare(Path.of(args[0]), Path.of(args[2]));
        for (String suite : ConformanceSuites.NAMES) {
            run.cases.addAll(ConformanceCase.of(Path.of(args[1]).resolve(suite)));
        }
        long seed = Long.parseLong(args[3]);
        int count = Integer.parseInt(args[4]);
        int[] tally = new int[4];
        for (int i = 0; i < count; i++) {
            tally[run.one(seed + i)]++;
        }
        System.out.printf(
                "equal %d, same error %d, other words %d, DIFFERENT %d%n",
                tally[0], tally[1], tally[2], tally[3]);
    }

    private int one(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        ConformanceCase base = cases.get(random.nextInt(cases.size()));
        Path in = base.folder().resolve("in");
        Map<String, byte[]> files = new Mutator(random).mutate(read(in));
        Path root = keep.resolve(seed + "-" + base.name());
        write(root.resolve("in"), files);
        String target =
                Files.readString(base.folder().resolve("target")).strip().replaceFirst("^/+", "");
        Path directory = root.resolve("in").resolve(target).normalize();
        Outcome theirs = original(directory, root);
        Outcome ours = ours(directory);
        int verdict = verdict(theirs, ours);
        if (verdict < 2) {
            delete(root);
            return verdict;
        }
        Files.writeString(root.resolve("theirs"), theirs.text());
        Files.writeString(root.resolve("ours"), ours.text());
        Files.writeString(root.resolve("target"), target);
        System.out.println((verdict == 3 ? "DIFFERENT " : "OTHER WORDS ") + root);
        return verdict;
    }

    private static int verdict(Outcome theirs, Outcome ours) {
        boolean same = theirs.text().strip().equals(ours.text().strip());
        if (theirs.succeeded() != ours.succeeded()) {
            return 3;
        }
        if (theirs.succeeded()) {
            return same ? 0 : 3;
        }
        return same ? 1 : 2;
    }

    private Outcome original(Path directory, Path root) throws IOException, InterruptedException {
        Path out = root.resolve("out.tmp");
        Path err = root.resolve("err.tmp");
        ProcessBuilder command =
                new ProcessBuilder(original.toString(), "build", directory.toString())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        command.environment().put("HTTPS_PROXY", "http://127.0.0.1:9");
        command.environment().put("HTTP_PROXY", "http://127.0.0.1:9");
        command.environment().put("GIT_ALLOW_PROTOCOL", "none");
        Process process = command.start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
        boolean succeeded = process.exitValue() == 0;
        String text = Files.readString(succeeded ? out : err, StandardCharsets.UTF_8);
        int error = text.indexOf("Error: ");
        Files.delete(out);
        Files.delete(err);
        return new Outcome(succeeded, succeeded || error < 0 ? text : text.substring(error));
    }

    private static Outcome ours(Path directory) {
        try {
            String yaml =
                    new Kustomize()
                            .build(
                                    new FolderTree(Path.of("/")),
                                    directory.toString().substring(1),
                                    BuildOptions.defaults())
                            .toYaml();
            return new Outcome(true, yaml);
        } catch (RenderException e) {
            return new Outcome(false, "Error: " + e.getMessage());
        } catch (RuntimeException e) {
            java.io.StringWriter text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            return new Outcome(false, "BUG " + text);
        }
    }

    static Map<String, byte[]> read(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static void write(Path root, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
