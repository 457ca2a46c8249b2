package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.SealedFile.SealedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Seals the values of a repository's files anew with the newest key, where they stand. Values under
 * that key stay as they are, so a second run changes nothing.
 */
public final class ResealFlow {
    private final Desk desk;

    public ResealFlow(Desk desk) {
        this.desk = desk;
    }

    /**
     * @param changed files that were written
     * @param objects SealedSecrets in all files
     */
    public record Result(List<Path> changed, int objects) {}

    /**
     * Writes all files, or none when one of their values does not unseal.
     *
     * @param namespace of objects that name none
     */
    public Result reseal(List<Path> paths, String namespace) throws ProblemException {
        Map<Path, SealedFile> files = SealedFiles.read(paths, namespace);
        List<SealedItems> questions = new ArrayList<>();
        files.values()
                .forEach(file -> file.objects().forEach(object -> questions.add(object.sealed())));
        List<Desk.Answer> answers = desk.reseal(questions);
        refuse(files, answers);
        List<Path> changed = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Path, SealedFile> file : files.entrySet()) {
            int count = file.getValue().objects().size();
            List<Map<String, String>> items =
                    answers.subList(next, next + count).stream().map(Desk.Answer::items).toList();
            next += count;
            if (write(file.getKey(), file.getValue().with(items))) {
                changed.add(file.getKey());
            }
        }
        return new Result(changed, questions.size());
    }

    private static void refuse(Map<Path, SealedFile> files, List<Desk.Answer> answers)
            throws ProblemException {
        List<Problem> problems = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Path, SealedFile> file : files.entrySet()) {
            for (SealedObject object : file.getValue().objects()) {
                String where = file.getKey() + ":" + object.line();
                answers.get(next++)
                        .problems()
                        .forEach(
                                (key, why) ->
                                        problems.add(
                                                new Problem(
                                                        object.sealed().label().name()
                                                                + ": "
                                                                + key
                                                                + " does not unseal: "
                                                                + why,
                                                        where,
                                                        "")));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
    }

    /** Beside the file and then in its place: whoever is killed leaves the one or the other. */
    private static boolean write(Path file, String text) throws ProblemException {
        try {
            if (Files.readString(file).equals(text)) {
                return false;
            }
            Path real = file.toRealPath();
            Path beside = real.resolveSibling("." + real.getFileName() + ".resealed");
            Files.writeString(beside, text);
            PosixFileAttributeView view =
                    Files.getFileAttributeView(real, PosixFileAttributeView.class);
            if (view != null) {
                Files.setPosixFilePermissions(beside, view.readAttributes().permissions());
            }
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(
                            "the file cannot be written: " + e.getMessage(),
                            file.toString(),
                            "make it writable, and run the same again"),
                    e);
        }
    }
}
