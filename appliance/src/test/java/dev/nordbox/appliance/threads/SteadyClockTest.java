package dev.nordbox.appliance.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    @Test
    void itShowsWhatHasPassedSinceItBegan() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may begin anywhere
        Instant beginning = Instant.parse("2026-11-28T12:00:00Z");
        SteadyClock clock = new SteadyClock(beginning, nanos::get);

        nanos.addAndGet(1_000_000_000);

        assertThat(clock.instant()).isEqualTo(beginning.plusSeconds(1));
    }
}
