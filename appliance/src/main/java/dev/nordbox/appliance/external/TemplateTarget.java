package dev.nordbox.appliance.external;

import java.util.Arrays;
import java.util.Optional;

/** Where in the Secret what a template says is put. */
public enum TemplateTarget {
    DATA,
    LABELS,
    ANNOTATIONS;

    /** In any case of letters; nothing is the data. */
    static Optional<TemplateTarget> of(String word) {
        return word.isEmpty()
                ? Optional.of(DATA)
                : Arrays.stream(values())
                        .filter(target -> target.name().equalsIgnoreCase(word))
                        .findFirst();
    }
}
