package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.manifest.GroupKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Health of one object from its fields. */
public final class HealthRules {

    private static final String HOOK_FINALIZER = "argocd.argoproj.io/hook-finalizer";

    private static final Map<GroupKind, Function<Live, Health>> RULES = rules();

    private HealthRules() {}

    /**
     * Rules, in this order: an object that is being deleted; its kind's own rule; kstatus, for
     * custom resources. Every other object is healthy by being there. Never throws: fields that
     * make no sense are as if they were not there.
     *
     * @param content the whole live object
     */
    public static Health assess(Map<String, Object> content) {
        Live live = new Live(content);
        if (isLeaving(live)) {
            return Health.progressing("Pending deletion");
        }
        GroupKind kind = live.kind();
        Function<Live, Health> rule = RULES.get(kind);
        if (rule != null) {
            return rule.apply(live);
        }
        return KubernetesGroups.contain(kind.group()) ? Health.HEALTHY : Kstatus.of(live);
    }

    /** Hooks carry our finalizer until their outcome is noted: deletion must not hide it. */
    static boolean isLeaving(Live live) {
        return live.isBeingDeleted() && !live.hasFinalizer(HOOK_FINALIZER);
    }

    private static Map<GroupKind, Function<Live, Health>> rules() {
        Map<GroupKind, Function<Live, Health>> rules = new HashMap<>();
        rules.putAll(WorkloadRules.ALL);
        rules.putAll(ClusterRules.ALL);
        rules.putAll(CertManagerRules.ALL);
        rules.putAll(GatewayRules.ALL);
        rules.putAll(OperatorRules.ALL);
        return Map.copyOf(rules);
    }
}
