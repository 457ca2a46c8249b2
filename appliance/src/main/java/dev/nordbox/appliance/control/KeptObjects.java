package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leftovers that a last look before their deletion kept. Nothing tells when the reason is over, so
 * it is looked for again, after a pause that grows as long as the reason stays. Thread safe.
 */
final class KeptObjects {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Map<ResourceKey, Note> notes = new ConcurrentHashMap<>();

    private record Note(String why, Duration pause, Instant until) {

        static Note first(String why, Instant now) {
            return new Note(why, FIRST_PAUSE, now.plus(FIRST_PAUSE));
        }

        Note again(Instant now) {
            Duration twice = pause.multipliedBy(2);
            Duration next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            return new Note(why, next, now.plus(next));
        }
    }

    void note(ResourceKey key, String why, Instant now) {
        notes.merge(
                key,
                Note.first(why, now),
                (before, first) -> before.why.equals(why) ? before.again(now) : first);
    }

    /** Why the object stays for now; empty when it is to be looked at again. */
    Optional<String> reason(ResourceKey key, Instant now) {
        return Optional.ofNullable(notes.get(key))
                .filter(note -> now.isBefore(note.until))
                .map(Note::why);
    }

    /** When the next of them is to be looked at again. */
    Optional<Instant> nextLook(Instant now) {
        notes.values().removeIf(note -> now.isAfter(note.until.plus(LONGEST_PAUSE)));
        return notes.values().stream()
                .map(Note::until)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
