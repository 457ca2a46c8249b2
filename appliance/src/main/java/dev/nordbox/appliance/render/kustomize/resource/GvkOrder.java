package dev.nordbox.appliance.render.kustomize.resource;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Kustomize's "legacy" order of kinds: what others depend on comes first, webhooks last. */
public final class GvkOrder implements Comparator<Gvk> {
    private static final List<String> FIRST =
            List.of(
                    "Namespace",
                    "ResourceQuota",
                    "StorageClass",
                    "CustomResourceDefinition",
                    "ServiceAccount",
                    "PodSecurityPolicy",
                    "Role",
                    "ClusterRole",
                    "RoleBinding",
                    "ClusterRoleBinding",
                    "ConfigMap",
                    "Secret",
                    "Endpoints",
                    "Service",
                    "LimitRange",
                    "PriorityClass",
                    "PersistentVolume",
                    "PersistentVolumeClaim",
                    "Deployment",
                    "StatefulSet",
                    "CronJob",
                    "PodDisruptionBudget");
    private static final List<String> LAST =
            List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    public static final GvkOrder LEGACY = new GvkOrder(FIRST, LAST);

    private final Map<String, Integer> ranks = new HashMap<>();

    public GvkOrder(List<String> first, List<String> last) {
        for (int i = 0; i < first.size(); i++) {
            ranks.put(first.get(i), i - first.size());
        }
        for (int i = 0; i < last.size(); i++) {
            ranks.put(last.get(i), i + 1);
        }
    }

    @Override
    public int compare(Gvk left, Gvk right) {
        int ranked = Integer.compare(rank(left), rank(right));
        if (ranked != 0) {
            return ranked;
        }
        return sortText(left).compareTo(sortText(right));
    }

    private int rank(Gvk gvk) {
        return ranks.getOrDefault(gvk.kind(), 0);
    }

    private static boolean noGroup(Gvk gvk) {
        return gvk.group().isEmpty();
    }

    private static String sortText(Gvk gvk) {
        return (noGroup(gvk) ? "~G" : gvk.group())
                + "_"
                + (gvk.version().isEmpty() ? "~V" : gvk.version())
                + "_"
                + (gvk.kind().isEmpty() ? "~K" : gvk.kind());
    }
}
