package dev.nordbox.installer.preflight;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.facts.HostFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Addresses that pods and services take, against those that are in use. */
final class AddressChecks {
    /** Pods and services, as nordbox has k3s number them. */
    private static final List<Cidr> CLUSTER =
            List.of("10.42.0.0/16", "10.43.0.0/16").stream()
                    .flatMap(text -> Cidr.parse(text).stream())
                    .toList();

    private static final int LEAST_MTU = 1400;

    private AddressChecks() {}

    static List<Check> all() {
        return List.of(
                Check.must(
                        "10.42.0.0/16 and 10.43.0.0/16 are the cluster's: k3s, networking",
                        AddressChecks::addresses),
                Check.must(
                        "what is routed elsewhere cannot be a pod: k3s, networking",
                        AddressChecks::routes),
                Check.should(
                        "k3s takes the first for the node's address: k3s, networking",
                        AddressChecks::defaultRoutes),
                Check.should(
                        "pods get 50 bytes less for VXLAN: flannel, backends", AddressChecks::mtu));
    }

    private static CheckResult addresses(HostFacts facts) {
        String clashes =
                facts.network().addresses().stream()
                        .filter(AddressChecks::isOfTheCluster)
                        .collect(Collectors.joining(", "));
        return clashes.isEmpty()
                ? CheckResult.pass("addresses", String.join(" ", facts.network().addresses()))
                : CheckResult.fail(
                        "addresses",
                        clashes + " of this server is among the cluster's own",
                        "number that private network otherwise at the provider, outside of"
                                + " 10.42.0.0/15, or leave it: ip address del %s dev DEVICE"
                                        .formatted(clashes.split(", ")[0]));
    }

    private static CheckResult routes(HostFacts facts) {
        List<String> routed =
                facts.around().all("route").stream()
                        .map(line -> Arrays.asList(line.split(" ")))
                        .filter(words -> !isOfPods(words))
                        .map(words -> words.get(0))
                        .toList();
        String clashes = those(routed, (network, cluster) -> cluster.contains(network));
        if (!clashes.isEmpty()) {
            return CheckResult.fail(
                    "routes",
                    clashes + " is routed, and among the cluster's own",
                    "ip route del %s, and take it out of what brings it: /etc/network, netplan, a VPN"
                            .formatted(clashes.split(", ")[0]));
        }
        String wider = those(routed, AddressChecks::isAround);
        return wider.isEmpty()
                ? CheckResult.pass("routes", "none to where pods and services are")
                : CheckResult.warn(
                        "routes",
                        wider + " is routed, and the cluster's own are a part of it",
                        "ip route replace by narrower ones if something is numbered 10.42 or 10.43"
                                + " there: it cannot be reached from the box");
    }

    private static boolean isOfPods(List<String> words) {
        int device = words.indexOf("dev") + 1;
        String name = device > 0 && device < words.size() ? words.get(device) : "";
        return name.startsWith("cni") || name.startsWith("flannel");
    }

    private static String those(List<String> networks, BiPredicate<Cidr, Cidr> clashes) {
        return networks.stream()
                .filter(
                        text ->
                                network(text)
                                        .filter(
                                                n ->
                                                        CLUSTER.stream()
                                                                .anyMatch(c -> clashes.test(n, c)))
                                        .isPresent())
                .collect(Collectors.joining(", "));
    }

    /** The longer prefix, which is the pods', wins. A default route takes nothing away at all. */
    private static boolean isAround(Cidr network, Cidr cluster) {
        return network.bits() > 0 && network.contains(cluster);
    }

    /** An address by itself: its network may be wide. */
    private static boolean isOfTheCluster(String address) {
        return network(address.split("/")[0])
                .filter(one -> CLUSTER.stream().anyMatch(cluster -> cluster.contains(one)))
                .isPresent();
    }

    private static Optional<Cidr> network(String text) {
        return Cidr.parse(text.contains("/") ? text : text + "/32").map(Cidr::network);
    }

    private static CheckResult defaultRoutes(HostFacts facts) {
        List<String> all =
                facts.around().all("route").stream().filter(r -> r.startsWith("default")).toList();
        return all.size() < 2
                ? CheckResult.pass("default routes", String.valueOf(all.size()))
                : CheckResult.warn(
                        "default routes",
                        all.size() + ": " + String.join("; ", all),
                        "keep one (ip route del %s takes the second away), or give the one that"
                                        .formatted(all.get(1))
                                + " counts the lower metric");
    }

    private static CheckResult mtu(HostFacts facts) {
        String device = facts.network().defaultInterface().orElse("");
        String bytes = facts.around().of("mtu", device).orElse("");
        boolean small = bytes.matches("\\d{1,6}") && Integer.parseInt(bytes) < LEAST_MTU;
        return small
                ? CheckResult.warn(
                        "mtu",
                        "%s has %s bytes".formatted(device, bytes),
                        "ip link set dev %s mtu 1500, if the provider's network carries that"
                                .formatted(device))
                : CheckResult.pass("mtu", bytes.isEmpty() ? "not known" : bytes + " bytes");
    }
}
