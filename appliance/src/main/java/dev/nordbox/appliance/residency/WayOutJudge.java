package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What leads out of the box, or into it past the ingress controller. */
final class WayOutJudge implements ResidencyGate.Judge {
    private static final Pattern SERVER =
            Pattern.compile("(?i)https?://([^/:\\[\\]]+|\\[[^\\]]+])(?:[:/].*)?");
    private static final Pattern SERVICE =
            Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+\\.svc(\\.cluster\\.local)?\\.?");

    private final ResidencyRules rules;

    WayOutJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        switch (manifest.key().groupKind().toString()) {
            case "Service" -> service(manifest, to);
            case "Endpoints", "EndpointSlice.discovery.k8s.io" -> endpoints(to);
            case "NetworkPolicy.networking.k8s.io" -> networkPolicy(manifest, to);
            case "SecretStore.external-secrets.io", "ClusterSecretStore.external-secrets.io" ->
                    store(manifest, to);
            default -> {
                // Leads nowhere.
            }
        }
    }

    private static void service(Manifest manifest, Objections to) {
        if (manifest.key().namespace().equals(PodSpecs.SYSTEM)) {
            return;
        }
        String type = Fields.text(manifest.content(), "spec", "type").orElse("ClusterIP");
        if (type.equals("ExternalName")) {
            to.add(
                    "K8S-04",
                    "it is an alias for "
                            + Fields.text(manifest.content(), "spec", "externalName").orElse("?"),
                    "let the workload use the name itself, and list it in profile.egress");
        } else if (!type.equals("ClusterIP")) {
            to.add(
                    "K8S-04",
                    "type " + type + " opens a way past the ingress controller",
                    "make it ClusterIP behind an Ingress");
        }
        if (!Fields.list(manifest.content(), "spec", "externalIPs").isEmpty()) {
            to.add("K8S-04", "it has external IPs", "leave them out");
        }
    }

    /** Addresses written by hand are an alias for somewhere else, too. */
    private static void endpoints(Objections to) {
        to.add(
                "K8S-04",
                "addresses written by hand point anywhere",
                "let a selector make them, or let the workload use the address itself");
    }

    private void networkPolicy(Manifest manifest, Objections to) {
        for (Object rule : Fields.list(manifest.content(), "spec", "egress")) {
            List<Object> peers = Fields.list(rule, "to");
            if (peers.isEmpty()) {
                to.add(
                        "NET-07",
                        "an egress rule without `to` opens the way to everywhere",
                        "name the peers");
            }
            for (Object peer : peers) {
                Optional<String> cidr = Fields.text(peer, "ipBlock", "cidr");
                if (cidr.isPresent() && !rules.egressCidrs().contains(cidr.get())) {
                    to.add(
                            "NET-07",
                            "egress to " + cidr.get() + ", which no endpoint for pods lists",
                            "list it in profile.egress with `pods: true`");
                }
            }
        }
    }

    /** The controller asks it from the host; a Service of the cluster is no way out. */
    private void store(Manifest manifest, Objections to) {
        String server =
                Fields.text(manifest.content(), "spec", "provider", "vault", "server").orElse("");
        Matcher url = SERVER.matcher(server.trim());
        String host = url.matches() ? url.group(1).replaceAll("[\\[\\]]", "") : "";
        boolean inside = SERVICE.matcher(host).matches();
        if (!host.isEmpty()
                && !inside
                && rules.egressHosts().stream().noneMatch(host::equalsIgnoreCase)) {
            to.add(
                    "NET-04",
                    "the Vault at " + host + " is no endpoint of the profile",
                    "list its host, address and port in profile.egress");
        }
    }
}
