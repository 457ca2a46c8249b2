package dev.nordbox.appliance.seal.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Two requests a second for each client, and two more at once: the limit of Bitnami's controller.
 * Remembers a bounded number of clients; forgetting one costs nothing but its last second.
 */
final class RateLimit {
    private static final int MOST_CLIENTS = 4096;
    private static final long INTERVAL_NANOS = 500_000_000L;
    private static final int BURST = 2;

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

    RateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized boolean allows(String client) {
        long now = nanoTime.getAsLong();
        long from = Math.max(now, free.getOrDefault(client, now));
        if (from - now > BURST * INTERVAL_NANOS) {
            return false;
        }
        free.put(client, from + INTERVAL_NANOS);
        return true;
    }
}
