package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import java.util.Optional;

/**
 * What Kubernetes' kstatus makes of any object: controllers that follow the API conventions tell
 * the generation that they have seen, and set Ready, Reconciling and Stalled. An object without any
 * of these is healthy by being there.
 */
final class Kstatus {

    static final String NOT_SEEN = "its controller has not seen the latest change yet";

    private Kstatus() {}

    /** The status was told of another generation than the object has. */
    static boolean isOutdated(Live live) {
        return live.observedGeneration() > 0
                && live.generation() > 0
                && live.observedGeneration() != live.generation();
    }

    static Health of(Live live) {
        if (isOutdated(live)) {
            return Health.progressing(NOT_SEEN);
        }
        KubeConditions conditions = live.conditions();
        Optional<KubeCondition> reconciling = conditions.find("Reconciling");
        if (reconciling.filter(KubeCondition::isTrue).isPresent()) {
            return Health.progressing(reconciling.get().why());
        }
        Optional<KubeCondition> stalled = conditions.find("Stalled");
        if (stalled.filter(KubeCondition::isTrue).isPresent()) {
            return Health.degraded(stalled.get().why());
        }
        Optional<KubeCondition> ready = conditions.find("Ready");
        if (ready.isPresent() && !ready.get().isTrue()) {
            return Health.progressing(ready.get().why());
        }
        return Health.healthy(ready.map(KubeCondition::message).orElse(""));
    }
}
