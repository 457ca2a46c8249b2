package dev.nordbox.installer.secret;

import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.installer.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SealedSecret of a file, and what whoever holds the keys says of it.
 *
 * @param line counted from 1
 * @param templates why entries of {@code spec.template.data} can never be rendered, by key
 */
public record Judged(
        Path file,
        int line,
        SealedItems sealed,
        Desk.Answer answer,
        Map<String, String> templates) {

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

    /** Says so when it unseals, and not where it says itself. */
    public Optional<String> elsewhere() {
        return answer.place()
                .map(
                        place ->
                                ("%s unseals as %s/%s: its kustomization or Application has to"
                                                + " put it there")
                                        .formatted(where(), place.namespace(), place.name()));
    }

    /** Every value that does not unseal. Whoever says why says what helps, too. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        answer.problems()
                .forEach(
                        (key, why) ->
                                problems.add(
                                        new Problem(
                                                key + " does not unseal: " + why, where(), "")));
        return problems;
    }

    /** Every template that cannot be rendered. */
    List<Problem> templateProblems() {
        List<Problem> problems = new ArrayList<>();
        templates.forEach(
                (key, why) ->
                        problems.add(
                                new Problem(
                                        "spec.template.data." + key + " cannot be rendered: " + why,
                                        where(),
                                        "")));
        return problems;
    }
}
