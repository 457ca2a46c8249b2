package dev.nordbox.installer.volume;

import dev.nordbox.installer.kit.Volume;
import java.util.HashMap;
import java.util.Map;

/** What {@code measure-volumes.sh} prints: {@code MODE OWNER BYTES PATH} for each that is there. */
final class Measurements {
    private Measurements() {}

    static Map<String, Volume.Directory> parse(String text) {
        Map<String, Volume.Directory> found = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (words.length == 4 && words[2].matches("\\d{1,18}")) {
                found.put(
                        words[3],
                        new Volume.Directory(
                                words[3], words[0], words[1], Long.parseLong(words[2])));
            }
        }
        return found;
    }
}
