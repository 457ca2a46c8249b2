package dev.nordbox.appliance.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RevertBackoffTest {

    private static final ResourceKey KEY = new ResourceKey("", "ConfigMap", "default", "web");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RevertBackoff backoff = new RevertBackoff(new TestClock());

    @Test
    void aPersonIsAnsweredAtOnceAndAFightMoreAndMoreSlowly() {
        revert(29);
        assertThat(backoff.notBefore(KEY)).isBefore(now);
        assertThat(backoff.complaint(KEY)).isEmpty();

        revert(1);
        assertThat(pause()).isEqualTo(Duration.ofSeconds(1));
        revert(3);
        assertThat(pause()).isEqualTo(Duration.ofSeconds(8));
        revert(100);
        assertThat(pause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.complaint(KEY))
                .hasValueSatisfying(t -> assertThat(t).contains("133 times"));
    }

    @Test
    void afterAQuietTimeAllIsForgiven() {
        revert(50);
        now = now.plus(Duration.ofMinutes(11));

        revert(1);

        assertThat(backoff.notBefore(KEY)).isBefore(now);
    }

    private Duration pause() {
        return Duration.between(now, backoff.notBefore(KEY));
    }

    private void revert(int times) {
        for (int i = 0; i < times; i++) {
            backoff.reverted(KEY);
        }
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
