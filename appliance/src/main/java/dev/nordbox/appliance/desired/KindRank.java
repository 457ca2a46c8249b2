package dev.nordbox.appliance.desired;

import dev.nordbox.appliance.manifest.GroupKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of kinds in a sync: what others need comes first. Objects of one rank do not need each
 * other and are applied in parallel; pruning goes the other way round.
 */
public final class KindRank {

    /** Near Argo CD's order, with definitions and admission moved to where they do no harm. */
    private static final List<List<String>> RANKS =
            List.of(
                    List.of("Namespace", "PriorityClass"),
                    List.of("CustomResourceDefinition"),
                    List.of(
                            "NetworkPolicy",
                            "ResourceQuota",
                            "LimitRange",
                            "PodDisruptionBudget",
                            "StorageClass",
                            "RuntimeClass",
                            "IngressClass",
                            "ServiceAccount",
                            "ClusterRole",
                            "Role"),
                    List.of("ClusterRoleBinding", "RoleBinding"),
                    List.of("Secret", "ConfigMap", "PersistentVolume"),
                    List.of("PersistentVolumeClaim", "Service"),
                    List.of(
                            "DaemonSet",
                            "Pod",
                            "ReplicationController",
                            "ReplicaSet",
                            "Deployment",
                            "StatefulSet",
                            "Job",
                            "CronJob"),
                    List.of(), // custom resources: their controllers are workloads of this set
                    List.of("HorizontalPodAutoscaler", "Ingress", "APIService"),
                    // Last: a webhook whose server is not up yet would refuse the rest.
                    List.of(
                            "ValidatingAdmissionPolicy",
                            "MutatingAdmissionPolicy",
                            "ValidatingAdmissionPolicyBinding",
                            "MutatingAdmissionPolicyBinding",
                            "ValidatingWebhookConfiguration",
                            "MutatingWebhookConfiguration"));

    private static final int CUSTOM = 7;
    private static final Map<String, Integer> BY_KIND = byKind();

    private KindRank() {}

    public static int of(GroupKind kind) {
        boolean builtIn =
                kind.group().isEmpty()
                        || !kind.group().contains(".")
                        || kind.group().endsWith(".k8s.io");
        return builtIn ? BY_KIND.getOrDefault(kind.kind(), CUSTOM) : CUSTOM;
    }

    private static Map<String, Integer> byKind() {
        Map<String, Integer> ranks = new HashMap<>();
        for (int rank = 0; rank < RANKS.size(); rank++) {
            for (String kind : RANKS.get(rank)) {
                ranks.put(kind, rank);
            }
        }
        return Map.copyOf(ranks);
    }
}
