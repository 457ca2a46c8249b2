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

    /** The strictest first; what no label says is the cluster's default, the strictest. */
    private static final List<String> STANDARDS = List.of("restricted", "baseline", "privileged");

    private static final String SYSTEM = "kube-system";

    private PodSecurityChecks() {}

    static Map<String, Check> all() {
        return Map.of(ID, PodSecurityChecks::restricted);
    }

    private static Finding restricted(Seen seen) {
        Map<String, String> widened = PodSecurity.widened(seen.config().namespaces());
        List<Object> namespaces = ClusterObjects.of(seen).ofKind("Namespace");
        List<String> wider = new ArrayList<>();
        for (Object namespace : namespaces) {
            String name = ClusterObjects.name(namespace);
            String strictest = STANDARDS.get(0);
            String held =
                    Fields.text(namespace, "metadata", "labels", LABEL)
                            .filter(STANDARDS::contains)
                            .orElse(strictest);
            String said = widened.getOrDefault(name, strictest);
            if (STANDARDS.indexOf(held) > STANDARDS.indexOf(said) && !name.equals(SYSTEM)) {
                wider.add(name + " is " + held);
            }
        }
        if (!wider.isEmpty()) {
            return Finding.fail(
                    ID,
                    String.join(", ", wider),
                    "take the label " + LABEL + " away, or say podSecurity in nordbox.yaml");
        }
        return namespaces.isEmpty()
                ? Finding.inconclusive(ID, "the API server did not answer", "")
                : Finding.pass(
                        ID,
                        "%d namespaces, none wider than nordbox.yaml says"
                                .formatted(namespaces.size()));
    }
}
