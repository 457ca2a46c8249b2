package dev.nordbox.installer.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom the host asks, as its own configuration says; what it learns by DHCP alone is not in there.
 *
 * @param nameServers addresses, none of them the host's own
 * @param ownNames what {@code /etc/hosts} answers for
 * @param timeServers names or addresses
 * @param packages where packages come from, {@code http://deb.example.no/debian}
 */
public record Sources(
        List<String> nameServers,
        List<String> ownNames,
        List<String> timeServers,
        List<String> packages) {

    public static final FactSection<Sources> SECTION =
            new FactSection<>(
                    "sources", lines -> read(lines.all("source", line -> line.from(1))), "source");

    public Sources {
        nameServers = List.copyOf(nameServers);
        ownNames = List.copyOf(ownNames);
        timeServers = List.copyOf(timeServers);
        packages = List.copyOf(packages);
    }

    /**
     * @param lines a kind, a tab, and one answer
     */
    static Sources read(List<String> lines) {
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split("\t", 2);
            List<String> known = byKind.computeIfAbsent(words[0], kind -> new ArrayList<>());
            if (words.length > 1 && !known.contains(words[1])) {
                known.add(words[1]);
            }
        }
        return new Sources(
                byKind.getOrDefault("dns", List.of()).stream()
                        .filter(server -> !isOfTheHost(server))
                        .toList(),
                byKind.getOrDefault("name", List.of()),
                byKind.getOrDefault("time", List.of()),
                byKind.getOrDefault("packages", List.of()));
    }

    /** A loop for whoever takes it for a server elsewhere. */
    private static boolean isOfTheHost(String server) {
        return server.startsWith("127.") || server.equals("::1") || server.startsWith("fe80:");
    }
}
