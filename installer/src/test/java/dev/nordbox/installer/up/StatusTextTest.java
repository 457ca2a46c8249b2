package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void aCacheThatDoesNotAnswerIsSaidAndIsNoReasonToWait() {
        BoxStatus status =
                BoxStatus.of(
                        Map.of(
                                "converged",
                                true,
                                "repository",
                                Map.of("url", "https://git.example.no/ops/box.git"),
                                "renders",
                                Map.of("made", 2, "problem", "Redis cannot be reached")));

        assertThat(StatusText.of(status)).contains("cache       Redis cannot be reached");
        assertThat(status.reasons()).isEmpty();
    }
}
