package dev.nordbox.appliance.argo;

import java.time.Duration;
import java.util.Optional;

/** How long a sync, or a hook of it, may take: ours, Argo CD knows no such thing. */
final class Deadline {

    /** On a hook for itself, on an Application for each attempt of a sync. */
    static final String ANNOTATION = "nordbox.no/deadline";

    private Deadline() {}

    /** Empty for a text that is none. */
    static Optional<Duration> of(String text) {
        return GoDuration.parse(text).filter(length -> !length.isNegative() && !length.isZero());
    }

    /** What is wrong with it; empty when it is one, or not given. */
    static Optional<String> problem(String text) {
        return text.isEmpty() || of(text).isPresent()
                ? Optional.empty()
                : Optional.of(
                        ANNOTATION
                                + ": is no length of time, so it does not count; write it as 90s,"
                                + " 10m or 2h");
    }
}
