package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * @param left every reason for which a file was left as it is
     * @param passedOver templates of SealedSecrets
     */
    public record Result(
            List<Path> changed, int objects, List<Problem> left, List<Problem> passedOver) {}

    /**
     * Writes each file whose values all unseal, and leaves the others as they are. A value goes on
     * unsealing where it did: of an object that a kustomization places, that is looked for.
     *
     * @param namespace of objects that name none
     */
    public Result reseal(List<Path> paths, String namespace) throws ProblemException {
        SealedFiles files = SealedFiles.read(paths, namespace);
        PlacesInFiles places = PlacesInFiles.of(paths);
        List<Judged> judged =
                files.judged(desk.reseal(files.questions(places), places.namespaces()));
        List<Path> changed = new ArrayList<>();
        List<Problem> left = new ArrayList<>(files.problems());
        files.byPath()
                .forEach(
                        (path, file) -> {
                            List<Judged> of =
                                    judged.stream().filter(one -> one.file().equals(path)).toList();
                            List<Problem> problems =
                                    of.stream().flatMap(one -> one.problems().stream()).toList();
                            if (!problems.isEmpty()) {
                                left.addAll(problems);
                            } else if (write(path, file, items(of), left)) {
                                changed.add(path);
                            }
                        });
        return new Result(changed, judged.size(), left, files.templates());
    }

    private static List<Map<String, String>> items(List<Judged> judged) {
        return judged.stream().map(one -> one.answer().items()).toList();
    }

    /** Whether anything was to be written; what failed is added to {@code left}. */
    private static boolean write(
            Path file, SealedFile sealed, List<Map<String, String>> items, List<Problem> left) {
        try {
            String text = sealed.with(items);
            if (Files.readString(file).equals(text)) {
                return false;
            }
            OwnFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (SealingException e) {
            left.add(
                    new Problem(
                            e.getMessage(),
                            file.toString(),
                            "write the values in quotes, and run the same again; else seal them"
                                    + " anew by hand"));
            return false;
        } catch (IOException e) {
            left.add(
                    new Problem(
                            "the file cannot be written: " + Reason.of(e),
                            file.toString(),
                            "make it writable, and run the same again"));
            return false;
        }
    }
}
