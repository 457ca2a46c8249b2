package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import java.util.List;
import java.util.Optional;

/**
 * A note on the host that something could not be had there, so that the next plan is empty. It
 * holds as long as what it was tried with is the same.
 *
 * @param name of the note
 */
record TriedInVain(String name) {

    /**
     * @param circumstances all that the outcome depended on
     */
    boolean stands(HostFacts facts, List<String> circumstances) {
        return words(facts, circumstances).isPresent();
    }

    /** What was noted with it, while it stands. */
    Optional<String> words(HostFacts facts, List<String> circumstances) {
        return facts.note(name)
                .map(text -> text.split(" ", 2))
                .filter(parts -> parts[0].equals(value(circumstances)))
                .map(parts -> parts.length > 1 ? parts[1] : "");
    }

    void note(Host host, List<String> circumstances) throws ProblemException {
        host.write(List.of(Note.of(name, value(circumstances))));
    }

    /**
     * @param words for later runs, on one line
     */
    void note(Host host, List<String> circumstances, String words) throws ProblemException {
        host.write(List.of(Note.of(name, value(circumstances) + " " + words)));
    }

    String path() {
        return Note.DIRECTORY + "/" + name;
    }

    /** The way back; nothing where nothing was noted. */
    List<Change> forgotten(HostFacts facts) {
        return facts.note(name).isPresent() ? Removal.of(facts, List.of(path())) : List.of();
    }

    private static String value(List<String> circumstances) {
        return FileFacts.sha256(String.join("\n", circumstances));
    }
}
