package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ListeningPort;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Routes, and ports that k3s takes. */
final class NetworkChecks {
    /** API, its local door, kubelet and its health, etcd, controllers' health, containerd. */
    private static final Set<Integer> K3S_TCP =
            Set.of(
                    6443, 6444, 10250, 10248, 10249, 10256, 10257, 10258, 10259, 2379, 2380, 2381,
                    2382, 10010);

    private static final int VXLAN_UDP = 8472;
    private static final Set<Integer> WEB = Set.of(80, 443);

    private NetworkChecks() {}

    static List<Check> all() {
        return List.of(
                Check.must(
                        "the node's address is that of the default route: k3s, networking",
                        NetworkChecks::route),
                Check.must("ports of a server: k3s, requirements", NetworkChecks::ports),
                Check.should("Traefik takes 80 and 443: k3s, networking", NetworkChecks::webPorts));
    }

    private static CheckResult route(HostFacts facts) {
        return facts.network()
                .defaultInterface()
                .map(name -> route(name, facts.network().ipv4()))
                .orElseGet(
                        () ->
                                CheckResult.fail(
                                        "route",
                                        "there is no default route",
                                        "k3s finds its address by it, with or without internet:"
                                                + " ip route add default via GATEWAY"));
    }

    /** k3s takes the family of the default route for its own, and its pods have IPv4 addresses. */
    private static CheckResult route(String byInterface, boolean ipv4) {
        return ipv4
                ? CheckResult.pass("route", "by " + byInterface)
                : CheckResult.fail(
                        "route",
                        "there is a default route for IPv6 only, by " + byInterface,
                        "a box needs IPv4 for its pods: give the server an IPv4 address and a route"
                                + " (a private one behind NAT will do): ip route add default via"
                                + " GATEWAY");
    }

    private static CheckResult ports(HostFacts facts) {
        Predicate<ListeningPort> wanted =
                socket ->
                        socket.protocol().equals("tcp")
                                ? K3S_TCP.contains(socket.port())
                                : socket.port() == VXLAN_UDP;
        String taken = takenBy(facts, wanted);
        if (taken.isEmpty()) {
            return CheckResult.pass("ports", "free for k3s");
        }
        return facts.login().root()
                ? CheckResult.fail(
                        "ports",
                        "in use: " + taken,
                        "stop what listens there (ss -lntup shows it); k3s cannot use others")
                : takenByWhom("ports", taken);
    }

    private static CheckResult webPorts(HostFacts facts) {
        String taken = takenBy(facts, s -> s.protocol().equals("tcp") && WEB.contains(s.port()));
        if (taken.isEmpty()) {
            return CheckResult.pass("web ports", "80 and 443 free for workloads" + family(facts));
        }
        return facts.login().root()
                ? CheckResult.warn(
                        "web ports",
                        "in use: " + taken,
                        "stop what listens there (ss -lntp shows it), or move it: ingress takes the"
                                + " traffic away from it")
                : takenByWhom("web ports", taken);
    }

    /** Without root's rights no process has a name, and k3s' own look like anybody's. */
    private static CheckResult takenByWhom(String id, String taken) {
        return CheckResult.warn(
                id,
                "in use: %s, and only root can tell by whom".formatted(taken),
                LoginChecks.FIRST_ROOT);
    }

    /** Pods have IPv4 addresses, so what reaches the host by IPv6 is passed on to none. */
    private static String family(HostFacts facts) {
        boolean both = facts.network().addresses().stream().anyMatch(NetworkChecks::isPublicIpv6);
        return both ? ", over IPv4 alone: their names are to have no AAAA record" : "";
    }

    /** {@code 2000::/3}, all of what is given out. */
    private static boolean isPublicIpv6(String address) {
        return address.matches("[23][0-9a-f]{3}:.*");
    }

    private static String takenBy(HostFacts facts, Predicate<ListeningPort> wanted) {
        return facts.listening().stream()
                .filter(wanted)
                .filter(socket -> !socket.ofK3s())
                .sorted(Comparator.comparingInt(ListeningPort::port))
                .map(
                        socket ->
                                "%d/%s%s"
                                        .formatted(
                                                socket.port(),
                                                socket.protocol(),
                                                socket.process()
                                                        .map(name -> " by " + name)
                                                        .orElse("")))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
