package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    @Test
    void pausesGrowToTheLongestOne() {
        assertThat(LongStream.range(0, 8).mapToObj(Retry.DEFAULT::pause))
                .extracting(Duration::toSeconds)
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 180L, 180L);
        assertThat(Retry.DEFAULT.pause(100_000)).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void withoutALongestPauseTheyGrowOn() {
        Retry retry = new Retry(-1, Duration.ofSeconds(5), 2, Duration.ZERO, false);

        assertThat(retry.pause(10)).isEqualTo(Duration.ofSeconds(5120));
        assertThat(retry.pause(100_000)).isPositive();
    }

    @Test
    void aFactorOfZeroTriesAgainAtOnce() {
        Retry retry = new Retry(3, Duration.ofSeconds(5), 0, Duration.ofMinutes(3), false);

        assertThat(retry.pause(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.pause(1)).isZero();
    }

    @Test
    void aLimitCountsTheAttemptsAfterTheFirst() {
        assertThat(Retry.withLimit(2).allowsAnother(1)).isTrue();
        assertThat(Retry.withLimit(2).allowsAnother(2)).isFalse();
        assertThat(Retry.withLimit(-1).allowsAnother(1_000_000)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "5, PT5S",
        "+5, PT5S",
        "0, PT0S",
        "5s, PT5S",
        "3m, PT3M",
        "1h30m, PT1H30M",
        "1.5s, PT1.5S",
        ".5m, PT30S",
        "2.s, PT2S",
        "100ms, PT0.1S",
        "1us, PT0.000001S",
        "1µs, PT0.000001S",
        "7ns, PT0.000000007S",
        "-2s, PT-2S"
    })
    void aLengthOfTimeIsWrittenAsInGoOrInSeconds(String text, Duration length) {
        assertThat(GoDuration.parse(text)).contains(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5 s",
                "s",
                "5d",
                "5S",
                "1h-5m",
                "five",
                "5s ",
                ".s",
                "--5s",
                "٥s",
                "3000000h",
                "99999999999",
                "9223372036854775807"
            })
    void anythingElseIsNone(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "3m0s", "1h0m0s", "25h1m1.5s", "0.1s", "0s", "-2s"})
    void itIsPrintedAsGoPrintsIt(String text) {
        assertThat(GoDuration.print(GoDuration.parse(text).orElseThrow())).isEqualTo(text);
    }
}
