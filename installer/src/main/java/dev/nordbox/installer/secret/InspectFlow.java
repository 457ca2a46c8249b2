package dev.nordbox.installer.secret;

import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;

/** Looks which key sealed what in the files of a repository, and what does not unseal. */
public final class InspectFlow {
    private final Desk desk;

    public InspectFlow(Desk desk) {
        this.desk = desk;
    }

    /**
     * @param namespace of objects that name none
     */
    public List<Judged> inspect(List<Path> paths, String namespace) throws ProblemException {
        SealedFiles files = SealedFiles.read(paths, namespace);
        return files.judged(desk.inspect(files.questions()));
    }
}
