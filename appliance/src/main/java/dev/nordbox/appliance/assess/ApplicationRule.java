package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A child Application: healthy once it is in sync at what it asks for now, and its objects are
 * healthy. So waves of an app of apps wait, which they do in Argo CD only when that is configured.
 */
final class ApplicationRule {

    private static final Set<String> UNDER_WAY = Set.of("Running", "Terminating");
    private static final Set<String> FAILED = Set.of("Failed", "Error");

    private ApplicationRule() {}

    static Health of(Live live) {
        Optional<KubeCondition> invalid = live.conditions().find("InvalidSpecError");
        if (invalid.isPresent()) {
            return Health.degraded(invalid.get().message());
        }
        Optional<HealthStatus> own =
                text(live.status(), "health", "status").flatMap(HealthStatus::of);
        if (own.isEmpty() || text(live.status(), "sync", "status").isEmpty()) {
            return Health.progressing("Waiting for the Application to be looked at");
        }
        if (isOutdated(live)) {
            return Health.progressing("Waiting for the latest change to be compared");
        }
        String phase = text(live.status(), "operationState", "phase").orElse("");
        if (Fields.at(live.content(), "operation").isPresent() || UNDER_WAY.contains(phase)) {
            return Health.progressing("A sync is running");
        }
        if (hasWork(live) && syncsByItself(live)) {
            String message = text(live.status(), "operationState", "message").orElse("");
            return FAILED.contains(phase)
                    ? Health.degraded("The last sync failed: " + message)
                    : Health.progressing("Waiting to be in sync" + obstacle(live));
        }
        // One that people sync waits for people: its objects' health is all there is to tell.
        return new Health(own.get(), text(live.status(), "health", "message").orElse(""));
    }

    private static String obstacle(Live live) {
        return live.conditions()
                .find("ComparisonError")
                .map(condition -> ": " + condition.message())
                .orElse("");
    }

    /** Leftovers that a sync has let stay wait for a person: nobody else need wait for them. */
    private static boolean hasWork(Live live) {
        if (text(live.status(), "sync", "status").equals(Optional.of("Synced"))) {
            return false;
        }
        boolean done =
                text(live.status(), "operationState", "phase").equals(Optional.of("Succeeded"));
        List<Object> open =
                Fields.list(live.status(), "resources").stream()
                        .filter(
                                object ->
                                        Fields.text(object, "status")
                                                .equals(Optional.of("OutOfSync")))
                        .toList();
        return !done || open.isEmpty() || !open.stream().allMatch(ApplicationRule::isLeftover);
    }

    private static boolean isLeftover(Object resource) {
        return Fields.at(resource, "requiresPruning").equals(Optional.of(true));
    }

    /** What was compared is not what the spec asks for now. */
    private static boolean isOutdated(Live live) {
        Map<String, Object> compared = Fields.map(live.status(), "sync", "comparedTo");
        return !compared.isEmpty()
                && (isOther(live, compared, "source") || isOther(live, compared, "sources"));
    }

    private static boolean isOther(Live live, Map<String, Object> compared, String field) {
        Optional<Object> asked = Fields.at(live.spec(), field);
        Optional<Object> seen = Fields.at(compared, field);
        return asked.isPresent() && seen.isPresent() && !asked.equals(seen);
    }

    private static boolean syncsByItself(Live live) {
        return Fields.at(live.spec(), "syncPolicy", "automated").isPresent()
                && !Fields.at(live.spec(), "syncPolicy", "automated", "enabled")
                        .equals(Optional.of(false));
    }

    private static Optional<String> text(Map<String, Object> object, String... path) {
        return Fields.text(object, path).filter(text -> !text.isEmpty());
    }
}
