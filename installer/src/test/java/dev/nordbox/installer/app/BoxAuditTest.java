package dev.nordbox.installer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoxAuditTest {
    private static final String WHOLE =
            """
            {"whole":true,"problems":[],"lines":2,"firstLine":1,"lastLine":2,"lastHash":"ab12",
             "leftOff":3,"entries":[{"line":2,"previous":"cd","time":"2026-11-29T12:00:00Z",
             "action":"apply","object":"shop/ConfigMap/web","application":"web",
             "commit":"%s","cause":"request","actor":"kari\\u001b[2J","managerBefore":"kubectl"}]}"""
                    .formatted("c".repeat(40));

    private final FakeController controller = new FakeController();

    @Test
    void howLongAgoIsLeftToTheClockOfTheBox() throws ProblemException {
        controller.answers(WHOLE);
        BoxAudit audit = new BoxAudit(controller.host, Optional.empty());

        audit.since(Since.parse("2h").orElseThrow());
        audit.since(Since.parse("2d").orElseThrow());
        audit.since(Since.parse("2026-11-29T13:00:00+01:00").orElseThrow());
        audit.since(Since.BEGIN);

        assertThat(controller.asked)
                .containsExactly(
                        "GET /audit?within=PT2H",
                        "GET /audit?within=PT48H",
                        "GET /audit?since=2026-11-29T12%3A00%3A00Z",
                        "GET /audit");
        assertThat(Since.parse("yesterday")).isEmpty();
    }

    @Test
    void aPersonReadsAnEntryALineAndTheHashToNoteDown() throws ProblemException {
        controller.answers(WHOLE);

        assertThat(
                        AuditText.of(
                                new BoxAudit(controller.host, Optional.empty())
                                        .since(Since.BEGIN)
                                        .content()))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("LINE  TIME"),
                        left -> assertThat(left).startsWith("(3 older ones are left off"),
                        entry ->
                                assertThat(entry)
                                        .matches(
                                                "2 +2026-11-29T12:00:00Z +apply +shop/ConfigMap/web"
                                                        + " +web +ccccccc +request +kari \\[2J"
                                                        + " +kubectl"),
                        end ->
                                assertThat(end)
                                        .isEqualTo(
                                                "lines 1 to 2 are whole; line 2 is sha256:ab12"));
    }

    @Test
    void aWholeTrailIsNoProblemAndABrokenOneIsWithEveryPlace() throws ProblemException {
        controller.answers(
                WHOLE,
                WHOLE.replace(
                        "\"problems\":[]", "\"problems\":[\"1.jsonl:3: line 3 is missing\"]"));
        BoxAudit audit = new BoxAudit(controller.host, Optional.empty());
        audit.requireWhole(audit.since(Since.BEGIN));
        BoxApplications.Told broken = audit.since(Since.BEGIN);

        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> audit.requireWhole(broken));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.CONTROL_FAILED);
        assertThat(problem.problems())
                .extracting(Problem::what)
                .containsExactly("1.jsonl:3: line 3 is missing");
        assertThat(AuditText.of(broken.content())).last().asString().contains("are NOT whole");
    }
}
