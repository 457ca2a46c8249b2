package dev.nordbox.installer.secret;

import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
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
     */
    public record Result(List<Path> changed, int objects) {}

    /**
     * Writes all files, or none when one of their values does not unseal.
     *
     * @param namespace of objects that name none
     */
    public Result reseal(List<Path> paths, String namespace) throws ProblemException {
        SealedFiles files = SealedFiles.read(paths, namespace);
        List<Judged> judged = files.judged(desk.reseal(files.questions()));
        Judged.refuseWhatDoesNotUnseal(judged);
        List<Path> changed = new ArrayList<>();
        for (Path file : files.byPath().keySet()) {
            if (write(file, files.byPath().get(file).with(items(judged, file)))) {
                changed.add(file);
            }
        }
        return new Result(changed, judged.size());
    }

    private static List<Map<String, String>> items(List<Judged> judged, Path file) {
        return judged.stream()
                .filter(one -> one.file().equals(file))
                .map(one -> one.answer().items())
                .toList();
    }

    private static boolean write(Path file, String text) throws ProblemException {
        try {
            if (Files.readString(file).equals(text)) {
                return false;
            }
            OwnFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(
                            "the file cannot be written: " + Reason.of(e),
                            file.toString(),
                            "make it writable, and run the same again"),
                    e);
        }
    }
}
