package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import java.util.Optional;
import java.util.function.Function;

/** One condition tells all: True is healthy, False is degraded, anything else is not there yet. */
final class ReadyRule {

    private ReadyRule() {}

    /**
     * @param type of the condition
     * @param waiting what to say while it is not there
     */
    static Function<Live, Health> on(String type, String waiting) {
        return live -> judge(live, type, waiting);
    }

    private static Health judge(Live live, String type, String waiting) {
        if (Kstatus.isOutdated(live)) {
            return Health.progressing(Kstatus.NOT_SEEN);
        }
        Optional<KubeCondition> ready =
                live.conditions()
                        .find(type)
                        .filter(condition -> !condition.isOutdated(live.generation()));
        if (ready.filter(KubeCondition::isTrue).isPresent()) {
            return Health.healthy(ready.get().message());
        }
        if (ready.filter(KubeCondition::isFalse).isPresent()) {
            return Health.degraded(ready.get().why());
        }
        return Health.progressing(ready.map(KubeCondition::message).orElse(waiting));
    }
}
