package dev.nordbox.appliance.threads;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/** Threads that keep no process alive. */
public final class Daemon {
    private static final int IDLE_SECONDS = 30;

    private Daemon() {}

    /** What it logs stands in the context of whoever makes it, as what that one logs does. */
    public static Thread of(Runnable task, String name) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Runnable inContext =
                context == null
                        ? task
                        : () -> {
                            MDC.setContextMap(context);
                            task.run();
                        };
        Thread thread = new Thread(inContext, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A pool whose threads come when they are needed and go when they are not. */
    public static ExecutorService pool(String name, int most) {
        return pool(name, most, new LinkedBlockingQueue<>());
    }

    /** Such a pool, which refuses more than so many tasks that wait. */
    public static ExecutorService pool(String name, int most, int mostWaiting) {
        return pool(name, most, new LinkedBlockingQueue<>(mostWaiting));
    }

    /** Interrupts what runs in them, and waits so long for the end of all of it. */
    public static void end(List<ExecutorService> pools, Duration atMost) {
        pools.forEach(ExecutorService::shutdownNow);
        long end = System.nanoTime() + atMost.toNanos();
        for (ExecutorService pool : pools) {
            try {
                pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ExecutorService pool(String name, int most, BlockingQueue<Runnable> waiting) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        most,
                        most,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        waiting,
                        task -> of(task, name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
