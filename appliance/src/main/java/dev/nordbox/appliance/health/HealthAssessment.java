package dev.nordbox.appliance.health;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import java.util.function.Function;

/**
 * Health of one object, for the kinds whose status tells it. Every other kind is Healthy by being
 * there. Rules and words as in Argo CD's built-in checks.
 */
public final class HealthAssessment {

    private static final Map<GroupKind, Function<LiveObject, Health>> CHECKS =
            Map.of(
                    new GroupKind("apps", "Deployment"), WorkloadHealth::deployment,
                    new GroupKind("apps", "StatefulSet"), WorkloadHealth::statefulSet,
                    new GroupKind("apps", "DaemonSet"), WorkloadHealth::daemonSet,
                    new GroupKind("batch", "Job"), WorkloadHealth::job,
                    new GroupKind("", "Pod"), PodHealth::of,
                    new GroupKind("", "PersistentVolumeClaim"), HealthAssessment::claim,
                    new GroupKind("bitnami.com", "SealedSecret"), SealedSecretHealth::of);

    private HealthAssessment() {}

    /** This kind's health is read from the object; it must be given whole. */
    public static boolean knows(GroupKind kind) {
        return CHECKS.containsKey(kind);
    }

    public static Health of(LiveObject object) {
        if (object.terminating()) {
            return new Health(HealthStatus.PROGRESSING, "Pending deletion");
        }
        if (object.annotation("argocd.argoproj.io/ignore-healthcheck")
                .filter("true"::equals)
                .isPresent()) {
            return Health.HEALTHY;
        }
        return CHECKS.getOrDefault(object.key().groupKind(), any -> Health.HEALTHY).apply(object);
    }

    private static Health claim(LiveObject object) {
        return switch (Fields.text(object.content(), "status", "phase").orElse("")) {
            case "Bound" -> Health.HEALTHY;
            case "Lost" -> new Health(HealthStatus.DEGRADED, "its volume is lost");
            default -> new Health(HealthStatus.PROGRESSING, "no volume is bound yet");
        };
    }
}
