package dev.nordbox.installer.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code systemctl show} says of several units: properties, a blank line between units. */
final class UnitLines {
    private UnitLines() {}

    /**
     * @param names in the order that systemctl was asked, which is the order it answers
     */
    static Map<String, UnitFacts> read(String host, Set<String> names, List<String> lines)
            throws FactsUnreadable {
        List<UnitFacts> read = new ArrayList<>();
        Map<String, String> properties = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.isBlank()) {
                read.add(unit(properties));
                properties.clear();
            } else if (equals < 0) {
                throw new FactsUnreadable(host, "not a property of a unit", line);
            } else {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!properties.isEmpty()) {
            read.add(unit(properties));
        }
        return byName(host, names, read);
    }

    private static Map<String, UnitFacts> byName(
            String host, Set<String> names, List<UnitFacts> read) throws FactsUnreadable {
        Map<String, UnitFacts> units = new HashMap<>();
        if (read.isEmpty()) {
            return units; // no systemd here; preflight says so
        }
        if (read.size() != names.size()) {
            throw new FactsUnreadable(
                    host, names.size() + " units asked, answers", String.valueOf(read.size()));
        }
        Iterator<UnitFacts> next = read.iterator();
        names.forEach(name -> units.put(name, next.next()));
        return units;
    }

    private static UnitFacts unit(Map<String, String> properties) {
        return new UnitFacts(
                properties.getOrDefault("LoadState", "not-found"),
                properties.getOrDefault("ActiveState", "inactive"),
                properties.getOrDefault("UnitFileState", ""),
                properties.getOrDefault("NeedDaemonReload", "no").equals("yes"),
                start(properties),
                dropIns(properties.getOrDefault("DropInPaths", "")));
    }

    private static List<String> dropIns(String paths) {
        return paths.isBlank() ? List.of() : List.of(paths.strip().split("\\s+"));
    }

    /**
     * Empty for a unit that never started, and for a systemd before 247, which tells no such time.
     */
    private static Optional<UnitFacts.Start> start(Map<String, String> properties) {
        String id = properties.getOrDefault("InvocationID", "");
        String since = properties.getOrDefault("ExecMainStartTimestamp", "");
        return id.isEmpty()
                ? Optional.empty()
                : UnitFacts.time(since).map(at -> new UnitFacts.Start(id, at));
    }
}
