package dev.nordbox.installer.secret;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks which key sealed what in the files of a repository, and what does not unseal. */
public final class InspectFlow {
    private final Desk desk;
    private final Consumer<Problem> passedOver;

    /**
     * @param passedOver hears of templates of SealedSecrets
     */
    public InspectFlow(Desk desk, Consumer<Problem> passedOver) {
        this.desk = desk;
        this.passedOver = passedOver;
    }

    /**
     * @param namespace of objects that name none
     * @throws ProblemException with every file that cannot be read
     */
    public List<Judged> inspect(List<Path> paths, String namespace) throws ProblemException {
        SealedFiles files = files(paths, namespace);
        refuse(files.problems());
        return judged(files, paths);
    }

    /**
     * The same, of what will unseal.
     *
     * @throws ProblemException with every file that cannot be read, every value that does not
     *     unseal, and every template that cannot be rendered; USAGE when there is none to verify,
     *     since a slip in a path would pass
     */
    public List<Judged> verify(List<Path> paths, String namespace) throws ProblemException {
        SealedFiles files = files(paths, namespace);
        if (files.byPath().isEmpty() && files.problems().isEmpty()) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "no SealedSecret is in there",
                            paths.stream().map(Path::toString).collect(Collectors.joining(", ")),
                            "name the files or directories that hold them"));
        }
        List<Judged> all = judged(files, paths);
        List<Problem> problems = new ArrayList<>(files.problems());
        all.forEach(
                one -> {
                    problems.addAll(one.problems());
                    problems.addAll(one.templateProblems());
                });
        refuse(problems);
        return all;
    }

    private SealedFiles files(List<Path> paths, String namespace) {
        SealedFiles files = SealedFiles.read(paths, namespace);
        files.templates().forEach(passedOver);
        return files;
    }

    private List<Judged> judged(SealedFiles files, List<Path> paths) throws ProblemException {
        PlacesInFiles places = PlacesInFiles.of(paths);
        return files.judged(desk.inspect(files.questions(places), places.namespaces()));
    }

    private static void refuse(List<Problem> problems) throws ProblemException {
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
    }
}
