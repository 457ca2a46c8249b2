package dev.nordbox.installer.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the host is reached, and whom it asks.
 *
 * @param defaultInterface where the IPv4 default route leads, or the IPv6 one without it
 * @param ipv4 whether there is an IPv4 default route
 * @param addresses the host's global addresses with their prefix length, {@code 203.0.113.7/24}
 */
public record Network(
        Optional<String> defaultInterface, boolean ipv4, List<String> addresses, Sources sources) {
    public static final FactSection<Network> SECTION =
            new FactSection<>("network", Network::read, "route", "begin\taddresses");

    public Network {
        addresses = List.copyOf(addresses);
    }

    private static Network read(FactLines lines) throws FactsUnreadable {
        Map<Integer, String> routes = new HashMap<>();
        lines.all("route", line -> Map.entry(line.number(1), line.at(2)))
                .forEach(route -> routes.putIfAbsent(route.getKey(), route.getValue()));
        return new Network(
                Optional.ofNullable(routes.getOrDefault(4, routes.get(6))),
                routes.containsKey(4),
                lines.block("addresses").stream()
                        .map(line -> line.trim().split("\\s+"))
                        .filter(words -> words.length > 3 && !isOfPods(words[1]))
                        .map(words -> words[3])
                        .toList(),
                lines.get(Sources.SECTION));
    }

    private static boolean isOfPods(String device) {
        return device.startsWith("cni") || device.startsWith("flannel");
    }
}
