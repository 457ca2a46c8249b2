package dev.nordbox.installer.steps;

import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.config.Cidr.IpAddress;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.InstallSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** What would close the box against its own repository, or against where its kits go. */
    static List<Problem> problems(Profile profile, InstallSpec spec) {
        List<Problem> problems = new ArrayList<>();
        Repository.of(spec)
                .map(Repository::url)
                .filter(url -> url.scheme() != GitUrl.Scheme.FILE)
                .filter(url -> !isListed(profile, url.host(), url.port()))
                .ifPresent(
                        url ->
                                problems.add(
                                        closed(
                                                profile,
                                                "the Git server",
                                                "git",
                                                url.host(),
                                                url.port())));
        spec.config()
                .backup()
                .flatMap(backup -> backup.target().server())
                .filter(store -> !isListed(profile, store.host(), store.port()))
                .ifPresent(
                        store ->
                                problems.add(
                                        closed(
                                                profile,
                                                "the store of kits",
                                                "kits",
                                                store.host(),
                                                store.port())));
        return problems;
    }

    private static Problem closed(
            Profile profile, String what, String name, String host, int port) {
        return new Problem(
                "%s %s, port %d, is no endpoint of profile %s, which closes the way out to everything"
                                .formatted(what, host, port, profile.id())
                        + " else",
                "profile.egress",
                "add {name: %s, host: %s, cidrs: [ITS.ADDRESS/32], ports: [%d/tcp]}"
                        .formatted(name, host, port));
    }

    private static boolean isListed(Profile profile, String host, int port) {
        return profile.parameters().egress().stream()
                .anyMatch(endpoint -> covers(endpoint, host, port));
    }

    private static boolean covers(Endpoint endpoint, String host, int port) {
        Optional<Cidr> address = IpAddress.parse(host.replaceAll("[\\[\\]]", "")).map(Cidr::of);
        boolean there =
                address.isPresent()
                        ? endpoint.cidrs().stream()
                                .flatMap(cidr -> Cidr.parse(cidr).stream())
                                .anyMatch(cidr -> cidr.contains(address.get()))
                        : endpoint.host().map(host::equalsIgnoreCase).orElse(false);
        return there && endpoint.ports().contains(port + "/tcp");
    }
}
