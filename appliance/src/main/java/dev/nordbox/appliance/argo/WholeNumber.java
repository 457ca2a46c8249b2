package dev.nordbox.appliance.argo;

import java.util.Optional;

/** A whole number as Go's {@code strconv.Atoi} takes it: an optional sign and ASCII digits. */
final class WholeNumber {

    private WholeNumber() {}

    static Optional<Long> parse(String text) {
        if (!text.matches("[+-]?[0-9]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) { // beyond 64 bits, which Go does not take either
            return Optional.empty();
        }
    }
}
