package dev.nordbox.installer.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads a stream that may be silent for so long and no longer: then it is closed, which wakes. */
final class SilenceWatch implements AutoCloseable {

    /** The stream was closed for its silence. */
    static final class Silent extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream stream;
    private final long nanos;
    private final ScheduledThreadPoolExecutor alarm;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean silent;

    private SilenceWatch(InputStream stream, Duration silence) {
        this.stream = stream;
        this.nanos = silence.toNanos();
        this.alarm =
                new ScheduledThreadPoolExecutor(
                        1,
                        look -> {
                            Thread thread = new Thread(look, "silence-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    static SilenceWatch over(InputStream stream, Duration silence) {
        SilenceWatch watch = new SilenceWatch(stream, silence);
        long often = silence.dividedBy(10).toNanos();
        watch.alarm.scheduleWithFixedDelay(watch::look, often, often, TimeUnit.NANOSECONDS);
        return watch;
    }

    /**
     * As {@link InputStream#read(byte[])}.
     *
     * @throws Silent when nothing came for too long
     */
    int read(byte[] chunk) throws IOException {
        try {
            int read = stream.read(chunk);
            // A stream that is closed may also just end.
            if (silent) {
                throw new Silent();
            }
            lastHeard = System.nanoTime();
            return read;
        } catch (IOException e) {
            throw silent ? new Silent() : e;
        }
    }

    private void look() {
        if (System.nanoTime() - lastHeard < nanos) {
            return;
        }
        silent = true;
        try {
            stream.close();
        } catch (IOException e) {
            // It is given up in any case.
            return;
        }
    }

    @Override
    public void close() {
        alarm.shutdownNow();
    }
}
