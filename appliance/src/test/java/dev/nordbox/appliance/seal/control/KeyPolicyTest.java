package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPolicyTest {
    private static final Instant CUT_OFF = Instant.parse("2026-11-28T20:00:00Z");
    private static final KeyPolicy POLICY =
            new KeyPolicy(2048, Duration.ofDays(30), Optional.of(CUT_OFF));

    @Test
    void aKeyFromBeforeTheCutOffHasANextOneAndThatLasts() {
        Instant now = CUT_OFF.plusSeconds(60);

        assertThat(POLICY.due(Optional.of(CUT_OFF.minusSeconds(1)), now))
                .contains("the newest key is from before the cut-off " + CUT_OFF);
        assertThat(POLICY.due(Optional.of(now), now)).isEmpty();
    }

    @Test
    void aCutOffThatIsStillToComeMakesNoKeyAfterKey() {
        Instant now = CUT_OFF.minusSeconds(60);

        assertThat(POLICY.due(Optional.of(now.minusSeconds(1)), now)).isEmpty();
        assertThat(POLICY.due(Optional.of(now), now)).isEmpty();
        assertThat(POLICY.due(Optional.of(now.minus(Duration.ofDays(30))), now))
                .contains("renewal");
    }
}
