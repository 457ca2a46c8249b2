package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a repository that hold SealedSecrets. */
final class SealedFiles {
    private static final Pattern NAMES = Pattern.compile(".*\\.(ya?ml|json)");
    private static final long LARGEST = 16 << 20;

    private SealedFiles() {}

    /**
     * @param paths files, and directories of which every YAML and JSON file counts; links and
     *     {@code .git} are passed over
     * @return files with at least one SealedSecret, by path
     * @throws ProblemException with every file that cannot be read
     */
    static Map<Path, SealedFile> read(List<Path> paths, String namespace) throws ProblemException {
        Map<Path, SealedFile> found = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path, problems)) {
                try {
                    SealedFile sealed = SealedFile.parse(text(file), namespace);
                    if (!sealed.objects().isEmpty()) {
                        found.put(file, sealed);
                    }
                } catch (IOException e) {
                    problems.add(new Problem("cannot be read as text", file.toString(), ""));
                } catch (SealingException e) {
                    problems.add(new Problem(e.getMessage(), file.toString(), "correct it first"));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
        return found;
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

    private static List<Path> files(Path path, List<Problem> problems) {
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
            problems.add(new Problem("the directory cannot be read", path.toString(), ""));
        }
        return files;
    }
}
