package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Optional;

/** What {@code Prune=} or {@code Delete=} says of an object's removal. */
public enum Removal {
    ALLOWED("true"),
    NEVER("false"),
    /** Only after a person approved it. */
    CONFIRM("confirm");

    private final String value;

    Removal(String value) {
        this.value = value;
    }

    /** The first entry of that name counts; one that is not understood deletes nothing. */
    static Optional<Removal> named(String option, List<String> options) {
        String prefix = option + "=";
        return options.stream()
                .filter(entry -> entry.startsWith(prefix))
                .findFirst()
                .map(entry -> of(entry.substring(prefix.length())));
    }

    static boolean isValue(String text) {
        return of(text).value.equals(text);
    }

    static boolean isNamedBy(String option) {
        return option.startsWith("Prune=") || option.startsWith("Delete=");
    }

    private static Removal of(String text) {
        for (Removal removal : values()) {
            if (removal.value.equals(text)) {
                return removal;
            }
        }
        return NEVER;
    }
}
