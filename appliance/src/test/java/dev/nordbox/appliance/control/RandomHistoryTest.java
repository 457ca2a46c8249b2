package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens on the way (commits, hands that meddle, requests that fail, a controller that
 * dies between any two of them): nothing goes that is wanted, protected, brought back or not ours,
 * no hook runs twice in a sync; and when it settles the cluster is what the repository says and is
 * left alone.
 *
 * <p>More histories for each seed with {@code -Dnordbox.histories=1000}; a failing one is told
 * again with {@code -Dnordbox.history=<its seed>}.
 */
class RandomHistoryTest {

    private static final int HISTORIES = Integer.getInteger("nordbox.histories", 60);

    @TempDir Path directory;

    @Test
    void nothingWantedGoesAndNoHookRunsTwice() throws IOException {
        int deletions = 0;
        int hooks = 0;
        int broughtBack = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = new RandomHistory(seed, directory);
            history.run();
            deletions += history.deletions();
            hooks += history.hooksRun();
            broughtBack += history.broughtBack();
        }
        assertThat(deletions).as("there was something to judge").isPositive();
        assertThat(hooks).as("hooks ran").isPositive();
        assertThat(broughtBack).as("something came back").isPositive();
    }

    @Test
    void theSameHistoryOnceMore() throws IOException {
        new RandomHistory(Long.getLong("nordbox.history", 0), directory).run();
    }
}
