package dev.nordbox.appliance.cluster;

import static dev.nordbox.appliance.cluster.ScriptedApi.event;
import static dev.nordbox.appliance.cluster.ScriptedApi.open;
import static dev.nordbox.appliance.cluster.ScriptedApi.page;
import static dev.nordbox.appliance.cluster.ScriptedApi.silence;
import static dev.nordbox.appliance.cluster.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the one who listens may do. */
class KindWatchListenerTest extends ScriptedWatch {

    @Test
    void aListenerThatThrowsIsToldAgain() throws IOException {
        heard.tripOver("listed a").tripOver("changed a 8");
        api.plays(
                page("7", "", "a"),
                page("7", "", "a"),
                open(event("MODIFIED", "a", "8")),
                page("8", "", "a"),
                open(event("MODIFIED", "a", "9")));

        watch();

        awaitEvents(
                "listed a",
                "interrupted",
                "listed a",
                "changed a 8",
                "interrupted",
                "listed a",
                "changed a 9");
        assertThat(heard.reasons())
                .hasSize(2)
                .allMatch(why -> why.contains("a defect of nordbox, see the log"));
    }

    @Test
    void aListenerThatThrowsWhenInterruptedIsToldAgain() throws IOException {
        heard.tripOver("interrupted");
        api.plays(status(500), page("7", "", "a"));

        watch();

        awaitEvents("interrupted", "listed a");
    }

    @Test
    void aListenerThatRunsOutOfStackIsToldAgain() throws IOException {
        heard.overflowAt("listed a").overflowAt("changed a 8");
        api.plays(
                page("7", "", "a"),
                page("7", "", "a"),
                open(event("MODIFIED", "a", "8")),
                page("8", "", "a", "b"));

        watch();

        awaitEvents(
                "listed a", "interrupted", "listed a", "changed a 8", "interrupted", "listed a b");
    }

    @Test
    void closingEndsTheWatchOfASilentServerAtOnce() throws IOException {
        for (ScriptedApi.Answer silent : List.of(open(), silence())) {
            api.plays(page("7", ""), silent);
            int before = api.targets().size();
            Watch watch = watch();
            await().until(() -> api.targets().size() == before + 2);

            watch.close();

            await().atMost(Duration.ofSeconds(1)).until(() -> watchThreads().isEmpty());
        }
        assertThat(heard.events()).containsExactly("listed", "listed");
    }

    @Test
    void closingEndsTheWatchInAPause() throws IOException {
        Duration hour = Duration.ofHours(1);
        api.plays(status(500));
        Watch watch = watch(new WatchTiming(hour, hour, hour, hour));
        awaitEvents("interrupted");

        watch.close();

        await().atMost(Duration.ofSeconds(1)).until(() -> watchThreads().isEmpty());
    }

    private static List<String> watchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("watch " + CONFIG_MAP))
                .toList();
    }
}
