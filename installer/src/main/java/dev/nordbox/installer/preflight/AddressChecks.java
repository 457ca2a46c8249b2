package dev.nordbox.installer.preflight;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.facts.HostFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        String clashes = clashes(facts.network().addresses());
        return clashes.isEmpty()
                ? CheckResult.pass("addresses", String.join(" ", facts.network().addresses()))
                : CheckResult.fail(
                        "addresses",
                        clashes + " of this server is among the cluster's own",
                        "give the server an address outside of 10.42.0.0/15: a private network can be"
                                + " numbered otherwise at the provider");
    }

    private static CheckResult routes(HostFacts facts) {
        String clashes =
                clashes(
                        facts.around().all("route").stream()
                                .map(line -> Arrays.asList(line.split(" ")))
                                .filter(words -> !isOfPods(words))
                                .map(words -> words.get(0))
                                .toList());
        return clashes.isEmpty()
                ? CheckResult.pass("routes", "none to where pods and services are")
                : CheckResult.fail(
                        "routes",
                        clashes + " is routed, and among the cluster's own",
                        "take the route away (ip route del), and out of what brings it: /etc/network,"
                                + " netplan, a VPN");
    }

    private static boolean isOfPods(List<String> words) {
        int device = words.indexOf("dev") + 1;
        String name = device > 0 && device < words.size() ? words.get(device) : "";
        return name.startsWith("cni") || name.startsWith("flannel");
    }

    private static String clashes(List<String> networks) {
        return networks.stream()
                .filter(
                        text ->
                                network(text)
                                        .filter(n -> CLUSTER.stream().anyMatch(c -> overlap(c, n)))
                                        .isPresent())
                .collect(Collectors.joining(", "));
    }

    /** A default route overlaps with everything, and takes nothing away. */
    private static boolean overlap(Cidr one, Cidr other) {
        return other.bits() > 0 && (one.contains(other) || other.contains(one));
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
                        "keep one, or give the one that counts the lower metric");
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
