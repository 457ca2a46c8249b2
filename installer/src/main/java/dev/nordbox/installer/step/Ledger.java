package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.host.RemoteFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of the files that nordbox wrote on a host, by path: what it has written down is its own to
 * replace, anything else is somebody's. A path keeps its last sums, since a run may be killed
 * between writing down and writing.
 */
record Ledger(Map<String, List<String>> sums) {
    static final String PATH = Note.WRITTEN;
    private static final int KEPT = 3;

    Ledger {
        sums = Map.copyOf(sums);
    }

    /**
     * Lines of another shape are passed over: they can at worst make a file of ours look foreign.
     */
    static Ledger parse(String text) {
        Map<String, List<String>> sums = new TreeMap<>();
        text.lines()
                .map(line -> line.split("  ", 2))
                .filter(words -> words.length == 2 && words[0].matches("[0-9a-f]{64}"))
                .forEach(w -> sums.computeIfAbsent(w[1], path -> new ArrayList<>()).add(w[0]));
        return new Ledger(sums);
    }

    /** Of what passes, and of the installer's own notes, nobody keeps a record. */
    static boolean concerns(String path) {
        return !path.startsWith("/run/") && !path.startsWith(Note.STATE_DIRECTORY + "/");
    }

    FileDifference.Origin originOf(String path, String sum) {
        List<String> known = sums.getOrDefault(path, List.of());
        return known.isEmpty()
                ? FileDifference.Origin.FOUND
                : known.contains(sum) ? FileDifference.Origin.OURS : FileDifference.Origin.EDITED;
    }

    Ledger with(Collection<RemoteFile> written) {
        Map<String, List<String>> all = new TreeMap<>(sums);
        for (RemoteFile file : written) {
            if (concerns(file.path())) {
                List<String> known = new ArrayList<>(all.getOrDefault(file.path(), List.of()));
                String sum = FileFacts.sha256(file.content());
                known.remove(sum);
                known.add(sum);
                all.put(file.path(), known.subList(Math.max(0, known.size() - KEPT), known.size()));
            }
        }
        return new Ledger(all);
    }

    /** As {@code sha256sum} writes it, so that {@code sha256sum -c} reads it. */
    RemoteFile file() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(sums)
                .forEach((path, all) -> all.forEach(s -> text.append(s + "  " + path + "\n")));
        return RemoteFile.of(PATH, text.toString(), "0600");
    }
}
