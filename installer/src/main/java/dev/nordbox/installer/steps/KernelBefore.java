package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What parameters of the kernel were before they were hardened, kept on the host so that they can
 * be so again without a boot. A file that is taken away changes nothing in a running kernel.
 */
final class KernelBefore {
    static final String NOTE = "kernel-before";

    /** No parameter of the kernel holds it with blanks around. */
    private static final String BETWEEN = " ; ";

    private static final String TO = " -> ";

    private static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    private KernelBefore() {}

    /** What it leaves on a host. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(List.of(NOTE_FILE));
    }

    /**
     * Before any is set. What is noted already is what was there first; what it is hardened to is
     * noted anew.
     */
    static List<Change> noted(HostFacts facts, KernelSettings settings) {
        Map<String, Was> before = of(facts);
        Set<String> missing =
                settings.notInForce(facts).stream()
                        .map(line -> line.substring(0, line.indexOf(" = ")))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        missing.stream()
                .filter(settings.hardening()::contains)
                .filter(facts.sysctls()::containsKey)
                .forEach(
                        key ->
                                before.putIfAbsent(
                                        key, new Was(oneLine(facts.sysctls().get(key)), "")));
        before.replaceAll(
                (key, was) ->
                        was.hardened().isEmpty() || missing.contains(key)
                                ? new Was(was.value(), settings.wanted(key).orElse(was.hardened()))
                                : was);
        if (before.equals(of(facts))) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        before.forEach((key, was) -> lines.add(key + "=" + was.value() + TO + was.hardened()));
        RemoteFile note = Note.of(NOTE, String.join(BETWEEN, lines));
        return List.of(
                new Change(
                        "note what %s were".formatted(String.join(", ", before.keySet())),
                        new WriteFile(note)));
    }

    /**
     * The way back; for {@code down} as well.
     *
     * @param needed keys of what k3s does not start without, which stays
     */
    static List<Change> takenBack(HostFacts facts, Set<String> needed) {
        Map<String, Was> before = of(facts);
        before.keySet().removeAll(needed);
        List<Change> changes = new ArrayList<>();
        if (!before.isEmpty()) {
            List<String> words = new ArrayList<>();
            before.forEach((key, was) -> words.addAll(List.of(key, was.value(), was.hardened())));
            changes.add(
                    Change.running(
                            "set back " + String.join(", ", before.keySet()),
                            HostScript.of(
                                    "set parameters of the kernel back",
                                    "set-kernel-back",
                                    words.toArray(String[]::new))));
        }
        changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        return changes;
    }

    /**
     * @param hardened what it was set to; empty in the note of an older nordbox
     */
    private record Was(String value, String hardened) {}

    private static Map<String, Was> of(HostFacts facts) {
        Map<String, Was> before = new LinkedHashMap<>();
        for (String line : facts.note(NOTE).orElse("").split(BETWEEN)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String[] values = line.substring(equals + 1).split(TO, 2);
                before.put(
                        line.substring(0, equals),
                        new Was(values[0], values.length > 1 ? values[1] : ""));
            }
        }
        return before;
    }

    private static String oneLine(String value) {
        return value.trim().replaceAll("\\s+", " ");
    }
}
