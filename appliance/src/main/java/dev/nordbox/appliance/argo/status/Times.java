package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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

    /** Empty when the field is absent or is no time. */
    static Optional<Instant> at(Object object, String field) {
        try {
            return Fields.text(object, field).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
