package dev.nordbox.appliance.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final WorkQueue<String> queue = new WorkQueue<>(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aKeyThatIsDueWhileItIsWorkedOnIsHandedOutAfterwards() {
        queue.add("web");
        queue.poll();
        queue.wake("web", NOW);

        assertThat(queue.poll()).isEmpty();
        assertThat(queue.nextWakeUp()).isEmpty();
        queue.done("web");

        assertThat(queue.poll()).hasValue("web");
    }

    @Test
    void whoeverWaitsForAKeyThatIsWorkedOnLeavesTheQueueToOthers() throws Exception {
        queue.add("web");
        queue.poll();
        queue.wake("web", NOW);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(this::take);
        CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> queue.done("web"));

        worker.get(1, TimeUnit.MINUTES);
        assertThat(waiting.get(1, TimeUnit.MINUTES)).hasValue("web");
    }

    private Optional<String> take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
