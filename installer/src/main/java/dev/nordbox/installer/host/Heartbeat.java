package dev.nordbox.installer.host;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a process of which nothing was heard for too long. A slow listener is not its fault. */
final class Heartbeat implements AutoCloseable {
    private final Process process;
    private final long patience;
    private final ScheduledThreadPoolExecutor watch;
    private volatile long heard = System.nanoTime();
    private volatile boolean listening;
    private volatile boolean lost;

    Heartbeat(Process process, Duration patience) {
        this.process = process;
        this.patience = patience.toNanos();
        this.watch =
                new ScheduledThreadPoolExecutor(
                        1,
                        look -> {
                            Thread thread = new Thread(look, "heartbeat");
                            thread.setDaemon(true);
                            return thread;
                        });
        long often = Math.max(1, this.patience / 10);
        watch.scheduleWithFixedDelay(this::look, often, often, TimeUnit.NANOSECONDS);
    }

    /** From what the process is waited for. */
    int read(InputStream from, byte[] chunk) throws IOException {
        listening = true;
        heard = System.nanoTime();
        int count = from.read(chunk);
        heard = System.nanoTime();
        listening = false;
        return count;
    }

    /** From what it says besides. */
    int overhear(InputStream from, byte[] chunk) throws IOException {
        int count = from.read(chunk);
        heard = System.nanoTime();
        return count;
    }

    boolean isLost() {
        return lost;
    }

    private void look() {
        if (listening && System.nanoTime() - heard > patience) {
            lost = true;
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
