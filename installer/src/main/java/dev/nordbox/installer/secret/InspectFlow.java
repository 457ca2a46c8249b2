package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.SealedFile.SealedObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks which key sealed what in the files of a repository, and what does not unseal. */
public final class InspectFlow {
    private final Desk desk;

    public InspectFlow(Desk desk) {
        this.desk = desk;
    }

    /**
     * One SealedSecret of a file.
     *
     * @param line counted from 1
     */
    public record Inspected(Path file, int line, SealedItems sealed, Desk.Answer answer) {

        public boolean unseals() {
            return answer.problems().isEmpty();
        }

        /** {@code apps/db.yaml:3 shop/db}. */
        public String where() {
            String namespace = sealed.label().namespace();
            return "%s:%d %s%s"
                    .formatted(
                            file,
                            line,
                            namespace.isEmpty() ? "" : namespace + "/",
                            sealed.label().name());
        }
    }

    /**
     * @param namespace of objects that name none
     */
    public List<Inspected> inspect(List<Path> paths, String namespace) throws ProblemException {
        Map<Path, SealedFile> files = SealedFiles.read(paths, namespace);
        List<SealedItems> questions = new ArrayList<>();
        files.values()
                .forEach(file -> file.objects().forEach(object -> questions.add(object.sealed())));
        List<Desk.Answer> answers = desk.inspect(questions);
        List<Inspected> inspected = new ArrayList<>();
        for (Map.Entry<Path, SealedFile> file : files.entrySet()) {
            for (SealedObject object : file.getValue().objects()) {
                inspected.add(
                        new Inspected(
                                file.getKey(),
                                object.line(),
                                object.sealed(),
                                answers.get(inspected.size())));
            }
        }
        return inspected;
    }
}
