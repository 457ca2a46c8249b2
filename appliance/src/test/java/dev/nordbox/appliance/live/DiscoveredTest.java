package dev.nordbox.appliance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiscoveredTest {

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Discovered discovered = new Discovered(cluster, Clock.systemUTC());

    @Test
    void isAskedForOnce() throws Exception {
        discovered.kinds();
        discovered.kinds();

        assertThat(cluster.requests()).containsExactly("discover");
    }

    @Test
    void anEventDuringAQuestionNeitherWaitsNorIsLost() throws Exception {
        cluster.failWith(
                request ->
                        CompletableFuture.runAsync(discovered::invalidate)
                                .orTimeout(30, TimeUnit.SECONDS)
                                .join());
        discovered.kinds();
        cluster.failWith(request -> {});

        discovered.kinds();
        discovered.kinds();

        assertThat(cluster.requests()).containsExactly("discover", "discover");
    }
}
