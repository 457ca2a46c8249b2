package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One SealedSecret of a file, and what whoever holds the keys says of it.
 *
 * @param line counted from 1
 */
public record Judged(Path file, int line, SealedItems sealed, Desk.Answer answer) {

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

    /**
     * @throws ProblemException with every value that does not unseal
     */
    public static void refuseWhatDoesNotUnseal(List<Judged> all) throws ProblemException {
        List<Problem> problems = new ArrayList<>();
        for (Judged one : all) {
            one.answer.problems().forEach((key, why) -> problems.add(one.problem(key, why)));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
    }

    /** Whoever says why it does not says what helps, too. */
    private Problem problem(String key, String why) {
        return new Problem(key + " does not unseal: " + why, where(), "");
    }
}
