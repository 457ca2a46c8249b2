package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.config.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * A network policy that lets a try through, which then says nothing about policies being enforced.
 *
 * @param declared it comes from nordbox.yaml
 */
record PolicyOpening(String name, boolean declared) {

    /**
     * Among those that select every pod of the namespace: the probe's carry no label of anybody.
     */
    static Optional<PolicyOpening> of(
            PolicyTry one, PolicyPlan plan, PolicyAnswers answers, ClusterObjects cluster) {
        boolean in = one.from().equals(PolicyPlan.BARE);
        PolicyTry packet = plan.asPoliciesSee(one);
        String peer = in ? packet.from() : packet.to();
        return Cidr.parse(answers.places().getOrDefault(peer, peer) + "/32")
                .flatMap(
                        address ->
                                cluster.in(in ? one.to() : one.from(), "NetworkPolicy").stream()
                                        .filter(policy -> opens(policy, in, address, packet.port()))
                                        .findFirst()
                                        .map(PolicyOpening::of));
    }

    private static PolicyOpening of(Object policy) {
        return new PolicyOpening(
                ClusterObjects.name(policy),
                Fields.text(policy, "metadata", "labels", "nordbox.no/part-of")
                        .equals(Optional.of("baseline")));
    }

    private static boolean opens(Object policy, boolean in, Cidr address, int port) {
        return Fields.map(policy, "spec", "podSelector").isEmpty()
                && Fields.list(policy, "spec", in ? "ingress" : "egress").stream()
                        .anyMatch(
                                rule ->
                                        namesPort(Fields.list(rule, "ports"), port)
                                                && namesPeer(
                                                        Fields.list(rule, in ? "from" : "to"),
                                                        address));
    }

    private static boolean namesPort(List<Object> ports, int port) {
        return ports.isEmpty() || ports.stream().anyMatch(each -> isWithin(each, port));
    }

    private static boolean isWithin(Object ports, int port) {
        if (Fields.at(ports, "port").isEmpty()) {
            return true;
        }
        long first = Fields.number(ports, "port");
        long last = Math.max(first, Fields.number(ports, "endPort"));
        return first <= port && port <= last;
    }

    private static boolean namesPeer(List<Object> peers, Cidr address) {
        return peers.isEmpty()
                || peers.stream()
                        .flatMap(each -> Fields.text(each, "ipBlock", "cidr").stream())
                        .flatMap(cidr -> Cidr.parse(cidr).stream())
                        .anyMatch(cidr -> cidr.contains(address));
    }

    /** For people: {@code web to 10.43.0.1:443 by policy open-all}. */
    String of(PolicyTry one) {
        return one + " by policy " + name;
    }
}
