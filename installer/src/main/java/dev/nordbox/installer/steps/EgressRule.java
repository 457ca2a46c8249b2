package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of what may leave the box, as nft writes it. Every text in it was checked, since the
 * template prints them bare.
 *
 * @param name of the endpoint
 * @param family {@code ip} or {@code ip6}
 * @param protocol {@code tcp} or {@code udp}
 * @param pods pods may, too; else the host alone
 */
record EgressRule(
        String name,
        String family,
        String cidr,
        String protocol,
        List<String> ports,
        boolean pods) {

    private static final int V4_BITS = 32;

    /** The endpoints of a profile, one line for each range and protocol. */
    static List<EgressRule> of(Profile profile) {
        List<EgressRule> rules = new ArrayList<>();
        for (Endpoint endpoint : profile.parameters().egress()) {
            for (String text : endpoint.cidrs()) {
                Cidr cidr = Cidr.parse(text).orElseThrow().network();
                for (String protocol : List.of("tcp", "udp")) {
                    List<String> ports = ports(endpoint, protocol);
                    if (!ports.isEmpty()) {
                        rules.add(
                                new EgressRule(
                                        endpoint.name(),
                                        cidr.address().bits() > V4_BITS ? "ip6" : "ip",
                                        cidr.toString(),
                                        protocol,
                                        ports,
                                        endpoint.pods()));
                    }
                }
            }
        }
        return rules;
    }

    EgressRule forTheHostAlone() {
        return new EgressRule(name, family, cidr, protocol, ports, false);
    }

    private static List<String> ports(Endpoint endpoint, String protocol) {
        return endpoint.ports().stream()
                .filter(port -> port.endsWith("/" + protocol))
                .map(port -> port.substring(0, port.indexOf('/')))
                .distinct()
                .toList();
    }
}
