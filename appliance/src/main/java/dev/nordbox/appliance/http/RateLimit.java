package dev.nordbox.appliance.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests a second for each client, and a few more at once. Remembers a bounded number of
 * clients; forgetting one costs nothing but its last second.
 */
public final class RateLimit {
    private static final int MOST_CLIENTS = 4096;

    private final long intervalNanos;
    private final int burst;
    private final LongSupplier nanoTime;

    /** When a client will have used up nothing any more. */
    private final Map<String, Long> free =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST_CLIENTS;
                }
            };

    /**
     * @param burst how many are taken at once beyond the first
     */
    public RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    public synchronized boolean allows(String client) {
        long now = nanoTime.getAsLong();
        long from = Math.max(now, free.getOrDefault(client, now));
        if (from - now > burst * intervalNanos) {
            return false;
        }
        free.put(client, from + intervalNanos);
        return true;
    }
}
