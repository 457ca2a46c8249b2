package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoRedisTest {

    @Test
    void aLongReasonIsCut() throws ProblemException {
        String note = text(NoRedis.because("x".repeat(1000), facts()));

        assertThat(note).endsWith("x…\n").hasSizeLessThan(300);
    }

    @Test
    void whatIsNotedIsReadBack() throws Exception {
        NoRedis none = NoRedis.because("E: no such package", facts());
        FakeHost host =
                FakeHost.debian12()
                        .asks(
                                "ask why there is no Redis",
                                (h, command) -> new CommandOutcome(0, text(none), ""));

        assertThat(NoRedis.on(host)).contains(none);
        assertThat(none.stands(facts())).isTrue();
        assertThat(none.words())
                .isEqualTo("nordbox %s got none: no such package".formatted(none.version()));
    }

    @Test
    void withoutANoteThereIsNothingToSay() throws Exception {
        FakeHost host =
                FakeHost.debian12()
                        .asks(
                                "ask why there is no Redis",
                                (h, command) -> new CommandOutcome(1, "", "No such file"));

        assertThat(NoRedis.on(host)).isEmpty();
    }

    private static HostFacts facts() throws ProblemException {
        return Provisioning.ofHostSteps(Specs.plain()).facts(FakeHost.debian12());
    }

    private static String text(NoRedis none) {
        return new String(none.note().content(), StandardCharsets.UTF_8);
    }
}
