package dev.nordbox.appliance.threads;

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
