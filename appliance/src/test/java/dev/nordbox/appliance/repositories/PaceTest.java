package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = Pace.about(Duration.ofSeconds(15));

    @Test
    void noTwoBoxesKeepAskingAtTheSameTime() {
        List<Duration> pauses =
                IntStream.range(0, 50).mapToObj(poll -> pace.pauseAfter(0)).distinct().toList();

        assertThat(pauses).hasSizeGreaterThan(5);
        assertThat(pauses)
                .allSatisfy(
                        pause ->
                                assertThat(pause)
                                        .isBetween(
                                                Duration.ofMillis(12_750), Duration.ofSeconds(15)));
    }

    @Test
    void oneThatRefusesIsAskedLessOftenUpToAMinute() {
        assertThat(pace.pauseAfter(2)).isGreaterThan(Duration.ofSeconds(25));
        assertThat(pace.pauseAfter(100)).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }
}
