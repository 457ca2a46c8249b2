package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is tried between pods, node and API server, of what a cluster holds. Each namespace is tried
 * by itself, in and out, against a place that no policy knows: between two namespaces either could
 * be what denies.
 *
 * @param node address of the node, empty when the API server does not tell
 * @param namespaces of users, which pods may run in
 * @param lanes address and port of pods of other GitOps controllers, by name
 */
record PolicyPlan(Optional<String> node, List<String> namespaces, Map<String, Lane> lanes) {
    static final String HOST = "host";

    /** A place of the pod network that Kubernetes never gave out. */
    static final String BARE = "bare";

    /** Where the probe's pods and the bare place listen; no Service or policy of anybody has it. */
    static final int PORT = 47831;

    /** What a pod carries that may reach the API. */
    static final String API_LABEL = "nordbox.no/kube-api=allow";

    /** Of SSH, the kubelet and etcd. */
    private static final List<Integer> NODE_PORTS = List.of(22, 2379, 10250);

    private static final String API_SERVICE = "10.43.0.1";
    private static final String DNS_SERVICE = "10.43.0.10";
    private static final int API = 6443;
    private static final int HTTPS = 443;
    private static final int DNS = 53;

    /** The controller's own endpoints, for kubeseal by way of the API server. */
    private static final int KUBESEAL = 8127;

    /** Port of a pod that is no business of others. */
    record Lane(String address, int port) {}

    PolicyPlan {
        namespaces = List.copyOf(namespaces);
        lanes = Map.copyOf(lanes);
    }

    static PolicyPlan of(ClusterObjects cluster) {
        return new PolicyPlan(node(cluster), cluster.namespacesWithPods(), lanes(cluster));
    }

    private static Optional<String> node(ClusterObjects cluster) {
        return cluster.ofKind("Node").stream()
                .flatMap(node -> Fields.list(node, "status", "addresses").stream())
                .filter(address -> is(address, "type", "InternalIP"))
                .flatMap(address -> Fields.text(address, "address").stream())
                .filter(address -> address.matches("[0-9.]+"))
                .findFirst();
    }

    private static Map<String, Lane> lanes(ClusterObjects cluster) {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        cluster.controllersInside().stream()
                .flatMap(namespace -> cluster.in(namespace, "Pod").stream())
                .filter(pod -> !Fields.at(pod, "spec", "hostNetwork").equals(Optional.of(true)))
                .forEach(
                        pod ->
                                Fields.text(pod, "status", "podIP")
                                        .filter(address -> address.matches("[0-9.]+"))
                                        .ifPresent(address -> addLanes(pod, address, lanes)));
        return lanes;
    }

    private static void addLanes(Object pod, String address, Map<String, Lane> to) {
        for (Object container : Fields.list(pod, "spec", "containers")) {
            for (Object port : Fields.list(container, "ports")) {
                int number = (int) Fields.number(port, "containerPort");
                if (number > 0 && !is(port, "protocol", "UDP")) {
                    to.put(ClusterObjects.name(pod) + ":" + number, new Lane(address, number));
                }
            }
        }
    }

    private static boolean is(Object object, String key, String value) {
        return Fields.text(object, key).equals(Optional.of(value));
    }

    /** Which there is nothing to be tried in. */
    boolean isEmpty() {
        return namespaces.isEmpty() || node.isEmpty();
    }

    /** Into a namespace's pods. */
    static PolicyTry into(String namespace) {
        return PolicyTry.denied(BARE, namespace, PORT);
    }

    /** Out of them, to another pod. */
    static PolicyTry outOf(String namespace) {
        return PolicyTry.denied(namespace, BARE, PORT);
    }

    /** To the cluster's name server, over UDP and TCP. */
    static List<PolicyTry> names(String namespace) {
        return Stream.of(PolicyTry.Kind.DNS_UDP, PolicyTry.Kind.DNS_TCP)
                .map(kind -> new PolicyTry(namespace, DNS_SERVICE, DNS, kind, PolicyTry.Want.OPEN))
                .toList();
    }

    /** To the API server, by its Service and by its own address. */
    List<PolicyTry> api(String namespace) {
        return node.stream()
                .flatMap(
                        address ->
                                Stream.of(
                                        PolicyTry.denied(namespace, API_SERVICE, HTTPS),
                                        PolicyTry.denied(namespace, address, API)))
                .toList();
    }

    /** The same from a pod that may. */
    List<PolicyTry> apiWithLabel() {
        return namespaces.stream()
                .limit(1)
                .flatMap(first -> api(first + "+api").stream())
                .map(denied -> PolicyTry.open(denied.from(), denied.to(), denied.port()))
                .toList();
    }

    /** To the node's own services. */
    List<PolicyTry> nodePorts(String namespace) {
        return node.stream()
                .flatMap(
                        address ->
                                NODE_PORTS.stream()
                                        .map(port -> PolicyTry.denied(namespace, address, port)))
                .toList();
    }

    /** To what controllers speak on: ours beside the cluster, others in it. */
    List<PolicyTry> controllers() {
        List<PolicyTry> tries = new ArrayList<>();
        for (String namespace : namespaces.stream().limit(1).toList()) {
            node.ifPresent(address -> tries.add(PolicyTry.denied(namespace, address, KUBESEAL)));
            lanes.values()
                    .forEach(
                            lane ->
                                    tries.add(
                                            PolicyTry.denied(
                                                    namespace, lane.address(), lane.port())));
        }
        return tries;
    }

    /** The twins by IPv6: no policy names link-local addresses, and every interface has one. */
    List<PolicyTry> linkLocal() {
        return namespaces.stream()
                .limit(1)
                .flatMap(
                        first ->
                                Stream.of(
                                        PolicyTry.denied(BARE, first + "/6", PORT),
                                        PolicyTry.denied(first, BARE + "/6", PORT),
                                        PolicyTry.denied(first, HOST + "/6", NODE_PORTS.get(0)),
                                        PolicyTry.denied(first, HOST + "/6", NODE_PORTS.get(2))))
                .toList();
    }

    /** After the API's Service was replaced by its endpoint, which is when policies look. */
    PolicyTry asPoliciesSee(PolicyTry one) {
        return one.to().equals(API_SERVICE)
                ? node.map(address -> PolicyTry.denied(one.from(), address, API)).orElse(one)
                : one;
    }

    /** Everything, each target once from the host, too. */
    List<PolicyTry> tries() {
        List<PolicyTry> tries = new ArrayList<>();
        for (String namespace : namespaces) {
            tries.add(into(namespace));
            tries.add(outOf(namespace));
            tries.addAll(names(namespace));
            tries.addAll(api(namespace));
            tries.addAll(nodePorts(namespace));
        }
        tries.addAll(apiWithLabel());
        tries.addAll(controllers());
        tries.addAll(linkLocal());
        return Stream.concat(tries.stream(), tries.stream().map(PolicyTry::fromHost))
                .distinct()
                .toList();
    }
}
