package dev.nordbox.appliance.argo;

import java.util.Optional;

/** Finds a constant by the spelling that it has in Argo CD. */
public final class Spelled {

    private Spelled() {}

    /** The constant whose {@code toString()} is the text, to the letter; empty when none is. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.toString().equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
