package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** What a box' own runs change of the evidence's control, and what they do not. */
class EvidenceChecksTest {
    private static final String CHAIN = "evidence-chain";

    private final SeenBox box = SeenBox.good();

    @Test
    void theBoxOwnRunsAreToldAndChangeNothing() throws ProblemException {
        box.replace("evidence", "runs 3", "runs 9\nown 6");

        assertThat(finding().result()).isEqualTo(Result.PASS);
        assertThat(finding().observed())
                .contains("9 runs in one chain, 6 the box' own; the last by a person 20261127");
    }

    @Test
    void howOftenTheBoxProvedItselfIsNoAgeOfAPersonsProof() throws ProblemException {
        box.replace("evidence", "runs 3", "runs 40\nown 37")
                .replace("evidence", "dated 2026-11-27T12", "dated 2026-11-17T12");

        assertThat(finding().result()).isEqualTo(Result.FAIL);
        assertThat(finding().reason()).contains("run `verify` every 7 days");
    }

    @Test
    void onlyTheBoxOwnRunsAreNoEvidenceOfAPerson() throws ProblemException {
        box.put("evidence", "runs 2\nown 2");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed()).isEqualTo("this is the first run; 2 are the box' own");
    }

    @Test
    void aBoxVouchesForNothingThatLiesOnIt() throws ProblemException {
        box.put("evidence", box.sections.get("evidence") + "by box\n");
        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().reason()).contains("a person's `verify`");

        box.replace("evidence", "dated 2026-11-27T12", "dated 2026-11-17T12");
        assertThat(finding().result())
                .as("its age is a person's business")
                .isEqualTo(Result.INCONCLUSIVE);

        box.put("evidence", box.sections.get("evidence") + "problem X is gone\n");
        assertThat(finding().result()).isEqualTo(Result.FAIL);
    }

    @Test
    void whatComesFromOutsideIsInconclusiveByNameWithinTheBox() throws ProblemException {
        box.outside = OutsideProbe.Answers.FROM_WITHIN;

        Finding outside = Checks.examine("PR-14", box.seen());

        assertThat(outside.result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(outside.reason()).contains("the box itself does not see", "`verify`");
    }

    private Finding finding() throws ProblemException {
        return Checks.examine(CHAIN, box.seen());
    }
}
