package dev.nordbox.installer.host.ssh.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lines that count for one host: of most keywords the first, as ssh has it. */
final class Settings {
    private static final Set<String> ADDED_UP = Set.of("identityfile", "certificatefile");

    private final Map<String, List<ConfigLine>> byKey = new LinkedHashMap<>();
    private final List<ConfigLine> undecided = new ArrayList<>();

    void add(ConfigLine line) {
        String key = line.key();
        if (key.equals("proxyjump") && byKey.containsKey("proxycommand")
                || key.equals("proxycommand") && byKey.containsKey("proxyjump")) {
            return; // whichever comes first decides
        }
        List<ConfigLine> lines = byKey.computeIfAbsent(key, any -> new ArrayList<>());
        boolean news =
                lines.isEmpty()
                        || ADDED_UP.contains(key)
                                && lines.stream().noneMatch(l -> l.words().equals(line.words()));
        if (news) {
            lines.add(line);
        }
    }

    /** A Match line that would count if something held that cannot be found out here. */
    void addUndecided(ConfigLine match) {
        if (!undecided.contains(match)) {
            undecided.add(match);
        }
    }

    Optional<ConfigLine> first(String key) {
        return all(key).stream().findFirst();
    }

    List<ConfigLine> all(String key) {
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }

    List<ConfigLine> undecided() {
        return List.copyOf(undecided);
    }

    /** In the order in which they were met. */
    List<ConfigLine> applied() {
        return byKey.values().stream().flatMap(List::stream).toList();
    }
}
