package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.WriteFile;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Words for what is ours to take back: noted before it is given, so that a run that ends in between
 * can take it back, and until nothing of it is left.
 *
 * @param note its name
 * @param title what they are, for people: {@code which files your templates add}
 * @param words without blanks
 */
record Noted(String note, String title, SortedSet<String> words) {

    static Noted of(HostFacts facts, String note, String title) {
        SortedSet<String> words = new TreeSet<>();
        facts.note(note).ifPresent(text -> words.addAll(List.of(text.strip().split(" +"))));
        words.remove("");
        return new Noted(note, title, words);
    }

    /** Without words that somebody else must have written. */
    Noted only(Predicate<String> ours) {
        SortedSet<String> kept = new TreeSet<>(words);
        kept.removeIf(ours.negate());
        return new Noted(note, title, kept);
    }

    static String file(String note) {
        return Note.DIRECTORY + "/" + note;
    }

    /** What nobody wants any more. */
    SortedSet<String> gone(Set<String> wanted) {
        SortedSet<String> gone = new TreeSet<>(words);
        gone.removeAll(wanted);
        return gone;
    }

    /** To be done before the wanted ones are given. */
    List<Change> before(Set<String> wanted) {
        if (words.containsAll(wanted)) {
            return List.of();
        }
        SortedSet<String> both = new TreeSet<>(words);
        both.addAll(wanted);
        return List.of(write(both));
    }

    /** To be done once nothing is left but the wanted ones. */
    List<Change> after(HostFacts facts, Set<String> wanted) {
        if (wanted.containsAll(words)) {
            return List.of();
        }
        return wanted.isEmpty()
                ? Removal.of(facts, List.of(file(note)))
                : List.of(write(new TreeSet<>(wanted)));
    }

    private Change write(Collection<String> all) {
        if (all.stream().anyMatch(word -> word.isEmpty() || word.contains(" "))) {
            throw new IllegalArgumentException("a blank in one of " + all);
        }
        return new Change("note " + title, new WriteFile(Note.of(note, String.join(" ", all))));
    }
}
