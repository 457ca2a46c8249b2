package dev.nordbox.installer.config;

import dev.nordbox.installer.config.BoxConfig.Flow;
import dev.nordbox.installer.config.BoxConfig.Limits;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.config.BoxConfig.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one entry of {@code namespaces}. */
final class NamespaceDecoder {
    private static final String OURS = "nordbox-system";
    private static final List<Cidr> METADATA =
            BoxConfig.METADATA_SERVICES.stream()
                    .flatMap(cidr -> Cidr.parse(cidr).stream())
                    .toList();

    private static final Format DIRECTION = Format.oneOf(List.of("ingress", "egress"));

    private final Section section;
    private final Problems problems;

    NamespaceDecoder(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    NamespaceConfig namespace() {
        NamespaceConfig namespace =
                new NamespaceConfig(
                        name(),
                        section.text("podSecurity", KubernetesFormats.POD_SECURITY)
                                .orElse("restricted"),
                        quota(),
                        limits(),
                        section.flag("intraNamespace"),
                        flows());
        section.done();
        return namespace;
    }

    private String name() {
        if (!section.has("name")) {
            problems.add(section.location(), "a namespace without `name`", "give it a name");
        }
        Optional<String> name = section.text("name", KubernetesFormats.NAMESPACE_NAME);
        name.filter(text -> text.startsWith("kube-") || text.equals(OURS))
                .ifPresent(
                        reserved ->
                                problems.add(
                                        section.location("name"),
                                        "namespace \"" + reserved + "\" is not yours to configure",
                                        reserved.equals(OURS)
                                                ? "leave it out; nordbox keeps its own things there"
                                                : "leave it out; Kubernetes owns kube-*"));
        return name.orElse("");
    }

    private Map<String, String> quota() {
        return section.has("quota")
                ? section.pairs(
                        "quota", KubernetesFormats.RESOURCE_NAME, KubernetesFormats.QUANTITY)
                : NamespaceConfig.DEFAULT_QUOTA;
    }

    private Limits limits() {
        if (!section.has("limits")) {
            return NamespaceConfig.DEFAULT_LIMITS;
        }
        Section limits = section.section("limits");
        Limits decoded =
                new Limits(quantities(limits, "defaults"), quantities(limits, "defaultRequests"));
        limits.done();
        return decoded;
    }

    private static Map<String, String> quantities(Section limits, String key) {
        return limits.pairs(key, KubernetesFormats.RESOURCE_NAME, KubernetesFormats.QUANTITY);
    }

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (Section flow : section.sections("allow")) {
            if (!flow.has("direction")) {
                problems.add(
                        flow.location(),
                        "a flow without `direction`",
                        "add direction: ingress or egress");
            }
            Optional<String> direction = flow.text("direction", DIRECTION);
            Map<String, String> pods = labels(flow);
            Optional<Peer> peer = peer(flow, direction.equals(Optional.of("ingress")));
            List<String> ports = flow.texts("ports", NetworkFormats.PORT_AND_PROTOCOL);
            flow.done();
            peer.ifPresent(other -> flows.add(new Flow(direction.orElse(""), pods, other, ports)));
        }
        return flows;
    }

    private Optional<Peer> peer(Section flow, boolean ingress) {
        if (!flow.has("peer")) {
            problems.add(
                    flow.location(),
                    "a flow without `peer`",
                    "add peer: {namespace: NAME}, {cidr: …} or {kubeApi: true}");
            return Optional.empty();
        }
        Section peer = flow.section("peer");
        Optional<String> namespace = peer.text("namespace", KubernetesFormats.NAMESPACE_NAME);
        Map<String, String> pods = labels(peer);
        Optional<String> cidr = peer.text("cidr", NetworkFormats.CIDR);
        boolean kubeApi = peer.flag("kubeApi");
        peer.done();
        checkPeer(peer, ingress, kubeApi);
        if (namespace.isPresent()) {
            return Optional.of(new Peer.Namespace(namespace.get(), pods));
        }
        return kubeApi ? Optional.of(new Peer.KubeApi()) : cidr.map(Peer.Cidr::new);
    }

    private void checkPeer(Section peer, boolean ingress, boolean kubeApi) {
        long named =
                List.of(peer.has("namespace"), peer.has("cidr"), peer.has("kubeApi")).stream()
                        .filter(Boolean::booleanValue)
                        .count();
        if (named != 1) {
            problems.add(
                    peer.location(),
                    "a peer is one of namespace, cidr, kubeApi; here are " + named,
                    "make one flow of each");
        }
        if (peer.has("pods") && !peer.has("namespace")) {
            problems.add(
                    peer.location("pods"),
                    "`pods` of a peer that is no namespace",
                    "name the namespace as well");
        }
        peer.text("cidr", Format.ANY)
                .flatMap(Cidr::parse)
                .filter(cidr -> METADATA.stream().anyMatch(service -> service.contains(cidr)))
                .ifPresent(
                        cidr ->
                                problems.add(
                                        peer.location("cidr"),
                                        "\"" + cidr + "\" is a cloud's metadata service",
                                        "leave it out; its answers hold credentials of the host"));
        if (kubeApi && ingress) {
            problems.add(
                    peer.location("kubeApi"),
                    "the Kubernetes API is a peer of egress only",
                    "for a webhook allow ingress from the node's CIDR");
        }
    }

    private static Map<String, String> labels(Section section) {
        return section.has("pods")
                ? section.pairs(
                        "pods", KubernetesFormats.LABEL_KEY, KubernetesFormats.LABEL_VALUE_FORMAT)
                : Map.of();
    }
}
