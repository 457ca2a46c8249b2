package dev.nordbox.installer.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code systemctl show} says of several units: properties, a blank line between units. */
final class UnitLines {
    private UnitLines() {}

    static Map<String, UnitFacts> read(FactLines lines) throws FactsUnreadable {
        List<UnitFacts> read = new ArrayList<>();
        Map<String, String> properties = new HashMap<>();
        for (String line : lines.block("units")) {
            int equals = line.indexOf('=');
            if (line.isBlank()) {
                read.add(unit(properties));
                properties.clear();
            } else if (equals < 0) {
                throw lines.unreadable("not a property of a unit", line);
            } else {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!properties.isEmpty()) {
            read.add(unit(properties));
        }
        if (read.isEmpty()) {
            return Map.of(); // no systemd here; preflight says so
        }
        // It answers in the order that it is asked.
        List<String> names = lines.way().query().names(FactQuery.Kind.UNIT);
        if (read.size() != names.size()) {
            throw lines.unreadable(
                    names.size() + " units asked, answers", String.valueOf(read.size()));
        }
        Map<String, UnitFacts> units = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            units.put(names.get(i), read.get(i));
        }
        return Map.copyOf(units);
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
