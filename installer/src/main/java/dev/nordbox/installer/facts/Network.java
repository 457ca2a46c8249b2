package dev.nordbox.installer.facts;

import java.util.List;
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
    public Network {
        addresses = List.copyOf(addresses);
    }
}
