package dev.nordbox.appliance.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the SSH keys of Git hosts are pinned. Nothing else is looked at, and nothing is learnt on
 * first sight.
 *
 * @param file in the form of known_hosts; read again at each login
 * @param text lines of the same form that are kept elsewhere
 * @param place all of it, for messages
 * @param howToAdd what the operator does to pin another key; {@code %s} stands for the line
 */
public record KnownHosts(Optional<Path> file, String text, String place, String howToAdd) {

    /** Hosts of an access that does not go over SSH. */
    public static final KnownHosts NONE = new KnownHosts(Optional.empty(), "", "nothing", "%s");

    /** One line, and where it is written. */
    record Line(String where, String text) {}

    public static KnownHosts in(Path file) {
        return new KnownHosts(Optional.of(file), "", file.toString(), "add the line: %s");
    }

    List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        if (file.isPresent()) {
            add(file.get().toString(), Files.readAllLines(file.get()), lines);
        }
        add(place, text.lines().toList(), lines);
        return lines;
    }

    private static void add(String where, List<String> texts, List<Line> lines) {
        for (int i = 0; i < texts.size(); i++) {
            String line = texts.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(new Line(where + ":" + (i + 1), line));
            }
        }
    }

    String toAdd(String line) {
        return howToAdd.replace("%s", line);
    }
}
