package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.status.ApplicationSummary;
import dev.nordbox.appliance.status.ApplicationSummary.Condition;
import dev.nordbox.appliance.status.ControllerStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a run of {@code --once} is over, and what its exit code tells. */
class OneRunTest {

    @Test
    void whatIsTriedAgainSoonIsNotOver() {
        assertThat(OneRun.isFinal(status(failed(1, false, true)))).isFalse();
    }

    @Test
    void aSyncThatIsNotTriedAgainIsOver() {
        assertThat(OneRun.isFinal(status(failed(0, true, true)))).isTrue();
    }

    @Test
    void manyRetriesAreTheLastWord() {
        assertThat(OneRun.isFinal(status(failed(3, false, true)))).isTrue();
    }

    @Test
    void onlyWhatTheApiServerRefusesIsARefusal() {
        assertThat(OneRun.ending(status(failed(0, true, true))).ending())
                .isEqualTo(Ending.OBJECT_REFUSED);
        assertThat(OneRun.ending(status(failed(0, true, false))).ending())
                .as("a hook failed, an object is Degraded, a deadline is over")
                .isEqualTo(Ending.NOT_SYNCED);
    }

    private static ApplicationSummary failed(long retries, boolean gaveUp, boolean refused) {
        return new ApplicationSummary(
                "web",
                "OutOfSync",
                "Degraded",
                List.of(new Condition("SyncError", "one or more tasks failed")),
                1,
                List.of(),
                true,
                retries,
                gaveUp,
                refused);
    }

    private static ControllerStatus status(ApplicationSummary application) {
        return new ControllerStatus(
                Optional.of("c0ffee"), List.of(application), Optional.empty(), false, 0);
    }
}
