package dev.nordbox.appliance.argo.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as Kubernetes writes them in a status: RFC 3339, UTC, to the second. */
final class Times {

    private Times() {}

    static String print(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code ""} for an absent time, which is then left out. */
    static String print(Optional<Instant> time) {
        return time.map(Times::print).orElse("");
    }
}
