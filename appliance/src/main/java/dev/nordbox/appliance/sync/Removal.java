package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.SyncPolicy.OnRemoval;
import java.util.Locale;
import java.util.stream.Stream;

/** What is to happen to an application's objects when the repository no longer has it. */
enum Removal {
    ORPHAN,
    PRUNE,
    /** They were to be deleted together with those of all others: a person has to agree. */
    HELD,
    /** A person has agreed. */
    CONFIRMED;

    static Removal of(OnRemoval policy) {
        return policy == OnRemoval.PRUNE ? PRUNE : ORPHAN;
    }

    /** What is no word of ours deletes nothing. */
    static Removal parse(String text) {
        return Stream.of(values()).filter(r -> r.toString().equals(text)).findFirst().orElse(HELD);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
