package dev.nordbox.appliance.assess;

import java.util.Set;

/**
 * API groups that Kubernetes serves itself. Those below {@code k8s.io} are not all its own: the
 * Gateway API and others are custom resources.
 */
final class KubernetesGroups {

    private static final Set<String> ALL =
            Set.of(
                    "",
                    "admissionregistration.k8s.io",
                    "apiextensions.k8s.io",
                    "apiregistration.k8s.io",
                    "apps",
                    "authentication.k8s.io",
                    "authorization.k8s.io",
                    "autoscaling",
                    "batch",
                    "certificates.k8s.io",
                    "coordination.k8s.io",
                    "discovery.k8s.io",
                    "events.k8s.io",
                    "extensions",
                    "flowcontrol.apiserver.k8s.io",
                    "internal.apiserver.k8s.io",
                    "networking.k8s.io",
                    "node.k8s.io",
                    "policy",
                    "rbac.authorization.k8s.io",
                    "resource.k8s.io",
                    "scheduling.k8s.io",
                    "storage.k8s.io",
                    "storagemigration.k8s.io");

    private KubernetesGroups() {}

    static boolean contain(String group) {
        return ALL.contains(group);
    }
}
