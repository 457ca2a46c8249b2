package dev.nordbox.appliance.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class DaemonTest {

    @Test
    void aThreadLogsInTheContextOfWhoeverMadeIt() throws Exception {
        CompletableFuture<String> inPool = new CompletableFuture<>();
        CompletableFuture<String> outside = new CompletableFuture<>();
        Thread made;
        try (MDC.MDCCloseable logged = MDC.putCloseable("cluster", "hel")) {
            made =
                    Daemon.of(
                            () -> {
                                ExecutorService pool = Daemon.pool("test", 1);
                                pool.execute(() -> inPool.complete(MDC.get("cluster")));
                                pool.shutdown();
                            },
                            "test");
        }
        made.start();
        Daemon.of(() -> outside.complete(String.valueOf(MDC.get("cluster"))), "test").start();

        assertThat(inPool.get()).isEqualTo("hel");
        assertThat(outside.get()).isEqualTo("null");
        assertThat(made.isDaemon()).isTrue();
    }
}
