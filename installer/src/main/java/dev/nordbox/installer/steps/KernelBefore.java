package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What parameters of the kernel were before they were hardened, kept on the host so that they can
 * be so again without a boot. A file that is taken away changes nothing in a running kernel.
 */
final class KernelBefore {
    static final String NOTE = "kernel-before";

    /** No parameter of the kernel holds it with blanks around. */
    private static final String BETWEEN = " ; ";

    private static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    private KernelBefore() {}

    /** What it leaves on a host. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(List.of(NOTE_FILE));
    }

    /** Before any is set. What is noted already is what was there first. */
    static List<Change> noted(HostFacts facts, KernelSettings settings) {
        Map<String, String> before = of(facts);
        List<String> more = new ArrayList<>();
        for (String line : settings.notInForce(facts)) {
            String key = line.substring(0, line.indexOf(" = "));
            String value = facts.sysctls().get(key);
            if (settings.hardening().contains(key) && value != null && !before.containsKey(key)) {
                before.put(key, value.trim().replaceAll("\\s+", " "));
                more.add(key);
            }
        }
        if (more.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        before.forEach((key, value) -> lines.add(key + "=" + value));
        RemoteFile note = Note.of(NOTE, String.join(BETWEEN, lines));
        return List.of(
                new Change("note what " + String.join(", ", more) + " were", new WriteFile(note)));
    }

    /** The way back; for {@code down} as well. */
    static List<Change> takenBack(HostFacts facts) {
        Map<String, String> before = of(facts);
        if (before.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of("sysctl", "-e", "-q", "-w"));
        before.forEach((key, value) -> words.add(key + "=" + value));
        List<Change> changes = new ArrayList<>();
        changes.add(
                Change.running(
                        "set back " + String.join(", ", before.keySet()),
                        Command.of(words.toArray(String[]::new)).withRoot()));
        changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        return changes;
    }

    private static Map<String, String> of(HostFacts facts) {
        Map<String, String> before = new LinkedHashMap<>();
        for (String line : facts.note(NOTE).orElse("").split(BETWEEN)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                before.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return before;
    }
}
