package dev.nordbox.appliance.health;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Health of a Pod that the repository declares itself. */
final class PodHealth {

    private PodHealth() {}

    static Health of(LiveObject object) {
        Object status = Fields.map(object.content(), "status");
        boolean restarts =
                Fields.text(object.content(), "spec", "restartPolicy")
                        .orElse("Always")
                        .equals("Always");
        Optional<String> trouble = restarts ? trouble(status) : Optional.empty();
        if (trouble.isPresent()) {
            return new Health(HealthStatus.DEGRADED, trouble.get());
        }
        String message = Fields.text(status, "message").orElse("");
        return switch (Fields.text(status, "phase").orElse("")) {
            case "Succeeded" -> Health.HEALTHY;
            case "Failed" -> new Health(HealthStatus.DEGRADED, message);
            case "Running" ->
                    restarts && ready(status)
                            ? Health.HEALTHY
                            : new Health(HealthStatus.PROGRESSING, "not ready yet");
            default -> new Health(HealthStatus.PROGRESSING, message);
        };
    }

    /** A container that waits for a reason that does not pass by itself. */
    private static Optional<String> trouble(Object status) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .map(field -> Fields.list(status, field))
                .flatMap(List::stream)
                .map(container -> Fields.map(container, "state", "waiting"))
                .filter(
                        waiting -> {
                            String reason = Fields.text(waiting, "reason").orElse("");
                            return reason.startsWith("Err")
                                    || reason.endsWith("Error")
                                    || reason.endsWith("BackOff");
                        })
                .map(waiting -> Fields.text(waiting, "message").orElse(reason(waiting)))
                .findFirst();
    }

    private static String reason(Object waiting) {
        return Fields.text(waiting, "reason").orElse("");
    }

    private static boolean ready(Object status) {
        return Fields.list(status, "conditions").stream()
                .filter(c -> Fields.text(c, "type").equals(Optional.of("Ready")))
                .anyMatch(c -> Fields.text(c, "status").equals(Optional.of("True")));
    }
}
