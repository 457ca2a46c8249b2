package dev.nordbox.installer.baseline;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.Flow;
import dev.nordbox.installer.config.BoxConfig.Peer;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.config.Cidr.IpAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Model of cluster/namespace/flow.yaml.ftl.
 *
 * @param name from the flow's content, so that it keeps its policy when the list is sorted anew
 * @param peerNamespace this or {@code peerCidr} is there
 * @param except parts of {@code peerCidr} that stay closed
 */
record FlowModel(
        String name,
        String namespace,
        String description,
        boolean ingress,
        List<NamedValue> pods,
        Optional<String> peerNamespace,
        List<NamedValue> peerPods,
        Optional<String> peerCidr,
        List<String> except,
        List<Port> ports) {

    /** A port as a NetworkPolicy writes it. */
    record Port(String protocol, int number) {

        /** Of {@code 443/tcp}. */
        static Port of(String text) {
            String[] parts = text.split("/");
            return new Port(parts[1].toUpperCase(Locale.ROOT), Integer.parseInt(parts[0]));
        }
    }

    private static final List<String> API_PORT = List.of("6443/tcp");

    static FlowModel of(String namespace, Flow flow, IpAddress api) {
        boolean ingress = flow.direction().equals("ingress");
        String description = describe(flow);
        String name = "allow-%s-%s".formatted(flow.direction(), hash(description));
        if (flow.peer() instanceof Peer.Namespace peer) {
            return new FlowModel(
                    name,
                    namespace,
                    description,
                    ingress,
                    NamedValue.of(flow.pods()),
                    Optional.of(peer.name()),
                    NamedValue.of(peer.pods()),
                    Optional.empty(),
                    List.of(),
                    ports(flow.ports()));
        }
        boolean toApi = flow.peer() instanceof Peer.KubeApi;
        String cidr = flow.peer() instanceof Peer.Cidr peer ? peer.cidr() : Cidr.of(api).toString();
        return new FlowModel(
                name,
                namespace,
                description,
                ingress,
                NamedValue.of(flow.pods()),
                Optional.empty(),
                List.of(),
                Optional.of(cidr),
                ingress ? List.of() : metadataServicesIn(cidr),
                ports(toApi && flow.ports().isEmpty() ? API_PORT : flow.ports()));
    }

    private static List<Port> ports(List<String> texts) {
        return texts.stream().map(Port::of).toList();
    }

    private static List<String> metadataServicesIn(String cidr) {
        Cidr network = Cidr.parse(cidr).orElseThrow();
        return BoxConfig.METADATA_SERVICES.stream()
                .filter(service -> network.contains(Cidr.parse(service).orElseThrow()))
                .toList();
    }

    /** {@code egress of app=web to data app=db 5432/tcp}. */
    private static String describe(Flow flow) {
        String mine = flow.pods().isEmpty() ? "all pods" : labels(flow.pods());
        String ports = flow.ports().isEmpty() ? "" : " " + String.join(" ", flow.ports());
        String preposition = flow.direction().equals("ingress") ? " from " : " to ";
        return flow.direction() + " of " + mine + preposition + describe(flow.peer()) + ports;
    }

    private static String describe(Peer peer) {
        if (peer instanceof Peer.Namespace other) {
            return "namespace "
                    + other.name()
                    + (other.pods().isEmpty() ? "" : " " + labels(other.pods()));
        }
        return peer instanceof Peer.Cidr network ? network.cidr() : "the Kubernetes API";
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
