package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.config.PodSecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which Pod Security Standard namespaces are held to. */
final class PodSecurityChecks {
    private static final String ID = "namespaces-restricted";
    private static final String LABEL = "pod-security.kubernetes.io/enforce";

    private static final String VERSION = LABEL + "-version";
    private static final String LATEST = "latest";

    /** The strictest first; what no label says is the cluster's default, the strictest. */
    private static final List<String> STANDARDS = List.of("restricted", "baseline", "privileged");

    private static final String SYSTEM = "kube-system";

    private PodSecurityChecks() {}

    static Map<String, Check> all() {
        return Map.of(ID, PodSecurityChecks::restricted);
    }

    private static Finding restricted(Seen seen) {
        Map<String, String> widened = PodSecurity.widened(seen.config().namespaces());
        // What nordbox itself writes; the standards of early versions ask for less.
        List<String> versions = List.of(LATEST, seen.config().k3s().minor());
        List<Object> namespaces = ClusterObjects.of(seen).ofKind("Namespace");
        List<String> wider = new ArrayList<>();
        for (Object namespace : namespaces) {
            String name = ClusterObjects.name(namespace);
            String strictest = STANDARDS.get(0);
            String said = widened.getOrDefault(name, strictest);
            if (name.equals(SYSTEM) || said.equals("privileged")) {
                continue;
            }
            String held =
                    Fields.text(namespace, "metadata", "labels", LABEL)
                            .filter(STANDARDS::contains)
                            .orElse(strictest);
            if (STANDARDS.indexOf(held) > STANDARDS.indexOf(said)) {
                wider.add(name + " is " + held);
            }
            Fields.text(namespace, "metadata", "labels", VERSION)
                    .filter(version -> !versions.contains(version))
                    .ifPresent(version -> wider.add(name + " is held to that of " + version));
        }
        if (!wider.isEmpty()) {
            return Finding.fail(
                    ID,
                    String.join(", ", wider),
                    "take the labels %s and %s away, or say podSecurity in nordbox.yaml"
                            .formatted(LABEL, VERSION));
        }
        return namespaces.isEmpty()
                ? Finding.inconclusive(ID, "the API server did not answer", "")
                : Finding.pass(
                        ID,
                        "%d namespaces, none wider than nordbox.yaml says"
                                .formatted(namespaces.size()));
    }
}
