package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What else Kubernetes serves itself and tells the health of, by Argo CD's checks. */
final class ClusterRules {

    static final Map<GroupKind, Function<Live, Health>> ALL =
            Map.of(
                    new GroupKind("", "PersistentVolumeClaim"), ClusterRules::volumeClaim,
                    new GroupKind("", "Service"), ClusterRules::service,
                    new GroupKind("networking.k8s.io", "Ingress"), ClusterRules::ingress,
                    new GroupKind("extensions", "Ingress"), ClusterRules::ingress,
                    new GroupKind("autoscaling", "HorizontalPodAutoscaler"), AutoscalerRule::of,
                    new GroupKind("apiregistration.k8s.io", "APIService"), ClusterRules::apiService,
                    new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"),
                            ClusterRules::definition,
                    new GroupKind("policy", "PodDisruptionBudget"), ClusterRules::budget);

    private ClusterRules() {}

    private static Health volumeClaim(Live live) {
        return switch (Fields.text(live.status(), "phase").orElse("")) {
            case "Bound" -> Health.HEALTHY;
            case "Pending" -> Health.progressing("Waiting for a volume");
            case "Lost" -> Health.degraded("Its volume is gone");
            default -> Health.unknown("");
        };
    }

    private static Health service(Live live) {
        boolean balanced = Fields.text(live.spec(), "type").equals(Optional.of("LoadBalancer"));
        return balanced ? ingress(live) : Health.HEALTHY;
    }

    /** It has an address to be reached at. */
    private static Health ingress(Live live) {
        return Fields.list(live.status(), "loadBalancer", "ingress").isEmpty()
                ? Health.progressing("Waiting for an address, which a load balancer gives")
                : Health.HEALTHY;
    }

    private static Health apiService(Live live) {
        Optional<KubeCondition> available = live.conditions().find("Available");
        if (available.isEmpty()) {
            return Health.progressing("Waiting to be processed");
        }
        String why = available.get().reason() + ": " + available.get().message();
        return available.get().isTrue() ? Health.healthy(why) : Health.progressing(why);
    }

    private static Health definition(Live live) {
        KubeConditions conditions = live.conditions();
        if (conditions.isEmpty()) {
            return Health.progressing("Status conditions not found");
        }
        Optional<KubeCondition> terminating =
                conditions.find("Terminating").filter(KubeCondition::isTrue);
        if (terminating.isPresent()) {
            return Health.progressing("CRD is terminating: " + terminating.get().message());
        }
        Optional<KubeCondition> names =
                conditions.find("NamesAccepted").filter(KubeCondition::isFalse);
        if (names.isPresent()) {
            return Health.degraded("CRD names have not been accepted: " + names.get().message());
        }
        Optional<KubeCondition> schema =
                conditions.find("NonStructuralSchema").filter(KubeCondition::isTrue);
        if (schema.isPresent()) {
            return Health.degraded("Schema violations found: " + schema.get().message());
        }
        Optional<KubeCondition> established = conditions.find("Established");
        if (established.filter(KubeCondition::isTrue).isPresent()) {
            return Health.healthy("CRD is healthy");
        }
        return established.filter(c -> c.reason().equals("Installing")).isPresent()
                ? Health.progressing("CRD is being installed")
                : Health.degraded("CRD is not established");
    }

    /** Too few pods is what a budget is for, not a fault of it. */
    private static Health budget(Live live) {
        KubeConditions conditions = live.conditions();
        if (conditions.isEmpty()) {
            return Health.progressing("Waiting for status");
        }
        return conditions.all().stream()
                .filter(c -> c.isFalse() && !c.reason().equals("InsufficientPods"))
                .findFirst()
                .map(c -> Health.degraded("PodDisruptionBudget has " + c.reason()))
                .orElseGet(
                        () -> {
                            int last = conditions.all().size() - 1;
                            return Health.healthy(
                                    "PodDisruptionBudget has "
                                            + conditions.all().get(last).reason());
                        });
    }
}
