package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.secret.SealedFile.SealedObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a repository that hold SealedSecrets.
 *
 * @param byPath each with at least one
 * @param problems every file that cannot be read
 * @param templates files that are passed over: what they will be, only who renders them knows
 */
record SealedFiles(
        SortedMap<Path, SealedFile> byPath, List<Problem> problems, List<Problem> templates) {
    private static final Pattern NAMES = Pattern.compile(".*\\.(ya?ml|json)");
    static final long LARGEST = 16 << 20;

    /**
     * @param paths files, and directories of which every YAML and JSON file counts; links and
     *     {@code .git} are passed over
     */
    static SealedFiles read(List<Path> paths, String namespace) {
        SortedMap<Path, SealedFile> found = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        List<Problem> templates = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path, problems)) {
                try {
                    SealedFile sealed = SealedFile.parse(text(file), namespace);
                    if (!sealed.objects().isEmpty()) {
                        found.put(file, sealed);
                    }
                } catch (SealedFile.Unrendered e) {
                    templates.add(
                            new Problem(
                                    "passed over: " + e.getMessage(),
                                    file.toString(),
                                    "render it, and name what comes of it"));
                } catch (NoSuchFileException e) {
                    problems.add(
                            new Problem(
                                    "there is no such file",
                                    file.toString(),
                                    "name a file or a directory that is there"));
                } catch (IOException e) {
                    problems.add(
                            new Problem(
                                    "cannot be read: " + Reason.of(e),
                                    file.toString(),
                                    "make it UTF-8 that you may read, or leave it out"));
                } catch (SealingException e) {
                    problems.add(new Problem(e.getMessage(), file.toString(), "correct it first"));
                }
            }
        }
        return new SealedFiles(found, problems, templates);
    }

    /** What there is to ask about, in the order in which {@link #judged} takes the answers. */
    List<SealedItems> questions(PlacesInFiles places) {
        List<SealedItems> questions = new ArrayList<>();
        byPath.forEach(
                (path, file) ->
                        file.objects()
                                .forEach(
                                        object ->
                                                questions.add(
                                                        object.sealed()
                                                                .in(
                                                                        places.of(
                                                                                path,
                                                                                object.line())))));
        return questions;
    }

    List<Judged> judged(List<Desk.Answer> answers) {
        SprigTemplate engine = new SprigTemplate();
        List<Judged> judged = new ArrayList<>();
        byPath.forEach(
                (path, file) -> {
                    for (SealedObject object : file.objects()) {
                        judged.add(
                                new Judged(
                                        path,
                                        object.line(),
                                        object.sealed(),
                                        answers.get(judged.size()),
                                        refusals(engine, object.templates())));
                    }
                });
        return judged;
    }

    private static Map<String, String> refusals(
            SprigTemplate engine, Map<String, String> templates) {
        Map<String, String> refusals = new LinkedHashMap<>();
        templates.forEach(
                (key, text) -> engine.refusal(key, text).ifPresent(why -> refusals.put(key, why)));
        return refusals;
    }

    /** Nothing for what is too large to be read, and holds nothing for us. */
    private static String text(Path file) throws IOException, SealingException {
        if (Files.size(file) <= LARGEST) {
            return Files.readString(file);
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            if (lines.anyMatch(line -> line.contains(SealedSecret.KIND))) {
                throw new SealingException("larger than 16 MiB, and SealedSecrets are in it");
            }
            return "";
        }
    }

    static List<Path> files(Path path, List<Problem> problems) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            return directory.endsWith(".git")
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (attributes.isRegularFile()
                                    && NAMES.matcher(file.getFileName().toString()).matches()) {
                                files.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            problems.add(
                    new Problem(
                            "the directory cannot be read",
                            path.toString(),
                            "check who may read what is in it"));
        }
        return files;
    }
}
