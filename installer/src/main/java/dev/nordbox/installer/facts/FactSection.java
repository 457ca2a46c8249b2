package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.Script;
import java.util.Set;

/**
 * One kind of facts: a piece of the survey's script that tells them, and how its lines are read.
 *
 * @param piece name of the script beside this class, without {@code .sh}
 * @param needs what every survey looks at for this section's sake
 * @param keys what the piece's lines begin with, {@code os}, or a block of them: {@code
 *     begin<tab>units}; no other section's do
 */
public record FactSection<T>(String piece, FactQuery needs, Set<String> keys, Reading<T> reading) {

    /** Makes a section's value from its lines, and from the values of other sections. */
    @FunctionalInterface
    interface Reading<T> {
        T of(FactLines lines) throws FactsUnreadable;
    }

    FactSection(String piece, Reading<T> reading, String... keys) {
        this(piece, FactQuery.NOTHING, Set.of(keys), reading);
    }

    FactSection<T> needing(FactQuery more) {
        return new FactSection<>(piece, more, keys, reading);
    }

    String script() {
        return Script.beside(FactSection.class, piece + ".sh");
    }
}
