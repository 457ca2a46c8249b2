package dev.nordbox.installer.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Other software that wants the same place, with the path that gave it away: {@code docker} at
 * {@code /usr/bin/dockerd}.
 */
public final class ForeignSoftware {
    private static final String CONFIGURATION = "/etc/rancher/k3s";
    private static final String FIREWALLD = "firewalld.service";

    public static final FactSection<Map<String, String>> SECTION =
            new FactSection<>("foreign", ForeignSoftware::read, "found")
                    .needing(FactQuery.NOTHING.units(List.of(FIREWALLD)));

    private ForeignSoftware() {}

    private static Map<String, String> read(FactLines lines) throws FactsUnreadable {
        Map<String, String> found = new HashMap<>(lines.named("found", 1, line -> line.at(2)));
        Map<String, String> notes = lines.get(Notes.SECTION);
        // Data that a box has left behind, with no k3s that somebody else brought since.
        boolean keptDataOnly =
                notes.containsKey("data-kept") && CONFIGURATION.equals(found.get("k3s"));
        if (notes.containsKey("adopted") || keptDataOnly) {
            found.remove("k3s");
        }
        if (lines.unit(FIREWALLD).isActive()) {
            found.put("firewalld", FIREWALLD);
        }
        return Map.copyOf(found);
    }
}
