package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.HookAnnotations;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Pod, by Argo CD's built-in check. */
final class PodRules {

    private PodRules() {}

    static Health pod(Live live) {
        boolean restarts = isLongRunning(live);
        List<Map<String, Object>> waiting = restarts ? inTrouble(live) : List.of();
        if (!waiting.isEmpty()) {
            return Health.degraded(
                    waiting.stream()
                            .map(state -> text(state, "message"))
                            .collect(Collectors.joining(", ")));
        }
        String message = text(live.status(), "message");
        return switch (text(live.status(), "phase")) {
            case "Pending" -> Health.progressing(message);
            case "Succeeded" -> Health.healthy(message);
            case "Failed" -> Health.degraded(message.isEmpty() ? failure(live) : message);
            case "Running" -> restarts ? running(live, message) : Health.progressing(message);
            default -> Health.unknown(message);
        };
    }

    /** One that ends by itself must not be failed early: it may be a hook that runs later on. */
    private static boolean isLongRunning(Live live) {
        return text(live.spec(), "restartPolicy").equals("Always")
                || live.hasAnnotation("argocd.argoproj.io/ignore-restart-policy", "true")
                        && !isHook(live);
    }

    private static boolean isHook(Live live) {
        return live.annotation(HookAnnotations.ARGO).isPresent()
                || live.annotation(HookAnnotations.HELM).isPresent();
    }

    private static Health running(Live live, String message) {
        if (live.conditions().find("Ready").filter(c -> c.isTrue()).isPresent()) {
            return Health.healthy(message);
        }
        boolean ended =
                containers(live, "containerStatuses")
                        .anyMatch(c -> Fields.at(c, "lastState", "terminated").isPresent());
        return ended ? Health.degraded(message) : Health.progressing(message);
    }

    /** Containers that wait for a reason that does not pass by itself. */
    private static List<Map<String, Object>> inTrouble(Live live) {
        return containers(live, "containerStatuses")
                .map(container -> Fields.map(container, "state", "waiting"))
                .filter(waiting -> isTrouble(text(waiting, "reason")))
                .toList();
    }

    private static boolean isTrouble(String reason) {
        return reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff");
    }

    private static String failure(Live live) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> containers(live, field))
                .map(PodRules::failureOf)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String failureOf(Object container) {
        Map<String, Object> ended = Fields.map(container, "state", "terminated");
        if (!text(ended, "message").isEmpty()) {
            return text(ended, "message");
        }
        if (text(ended, "reason").equals("OOMKilled")) {
            return "OOMKilled";
        }
        long code = Fields.number(ended, "exitCode");
        return code == 0
                ? ""
                : "container \"" + text(container, "name") + "\" failed with exit code " + code;
    }

    private static Stream<Object> containers(Live live, String field) {
        return Fields.list(live.status(), field).stream();
    }

    private static String text(Object object, String field) {
        return Fields.text(object, field).orElse("");
    }
}
