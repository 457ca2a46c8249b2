package dev.nordbox.appliance.health;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.util.Optional;

/** Workloads that run pods: are as many of the newest revision available as were asked for? */
final class WorkloadHealth {

    private WorkloadHealth() {}

    static Health deployment(LiveObject object) {
        Object spec = Fields.map(object.content(), "spec");
        Object status = Fields.map(object.content(), "status");
        if (Fields.at(spec, "paused").equals(Optional.of(true))) {
            return new Health(HealthStatus.SUSPENDED, "the rollout is paused");
        }
        Optional<Object> stuck =
                Fields.list(status, "conditions").stream()
                        .filter(c -> text(c, "type").equals("Progressing"))
                        .filter(c -> text(c, "reason").equals("ProgressDeadlineExceeded"))
                        .findFirst();
        if (stuck.isPresent() && observed(object)) {
            return new Health(HealthStatus.DEGRADED, text(stuck.get(), "message"));
        }
        long wanted = replicas(spec);
        long updated = Fields.number(status, "updatedReplicas");
        long all = Fields.number(status, "replicas");
        long available = Fields.number(status, "availableReplicas");
        if (!observed(object)) {
            return progressing("the controller has not seen the change yet");
        }
        if (updated < wanted) {
            return progressing(updated + " of " + wanted + " replicas are updated");
        }
        if (all > updated) {
            return progressing((all - updated) + " old replicas are still running");
        }
        return available < updated
                ? progressing(available + " of " + updated + " replicas are available")
                : Health.HEALTHY;
    }

    static Health statefulSet(LiveObject object) {
        Object spec = Fields.map(object.content(), "spec");
        Object status = Fields.map(object.content(), "status");
        long wanted = replicas(spec);
        long ready = Fields.number(status, "readyReplicas");
        if (!observed(object)) {
            return progressing("the controller has not seen the change yet");
        }
        if (ready < wanted) {
            return progressing(ready + " of " + wanted + " replicas are ready");
        }
        if (Fields.text(spec, "updateStrategy", "type").equals(Optional.of("OnDelete"))) {
            return Health.HEALTHY;
        }
        long partition = Fields.number(spec, "updateStrategy", "rollingUpdate", "partition");
        long updated = Fields.number(status, "updatedReplicas");
        boolean rolledOut =
                partition > 0
                        ? updated >= wanted - partition
                        : text(status, "updateRevision").equals(text(status, "currentRevision"));
        return rolledOut
                ? Health.HEALTHY
                : progressing(updated + " of " + wanted + " replicas are updated");
    }

    static Health daemonSet(LiveObject object) {
        Object status = Fields.map(object.content(), "status");
        long wanted = Fields.number(status, "desiredNumberScheduled");
        long updated = Fields.number(status, "updatedNumberScheduled");
        long available = Fields.number(status, "numberAvailable");
        if (!observed(object)) {
            return progressing("the controller has not seen the change yet");
        }
        if (Fields.text(object.content(), "spec", "updateStrategy", "type")
                .equals(Optional.of("OnDelete"))) {
            return Health.HEALTHY;
        }
        if (updated < wanted) {
            return progressing(updated + " of " + wanted + " pods are updated");
        }
        return available < wanted
                ? progressing(available + " of " + wanted + " pods are available")
                : Health.HEALTHY;
    }

    static Health job(LiveObject object) {
        for (Object condition : Fields.list(object.content(), "status", "conditions")) {
            if (!text(condition, "status").equals("True")) {
                continue;
            }
            switch (text(condition, "type")) {
                case "Failed" -> {
                    return new Health(HealthStatus.DEGRADED, text(condition, "message"));
                }
                case "Complete" -> {
                    return Health.HEALTHY;
                }
                case "Suspended" -> {
                    return new Health(HealthStatus.SUSPENDED, text(condition, "message"));
                }
                default -> {}
            }
        }
        return progressing("the job has not finished");
    }

    /** Status belongs to this spec and not to an earlier one. */
    private static boolean observed(LiveObject object) {
        return Fields.number(object.content(), "status", "observedGeneration")
                >= Fields.number(object.content(), "metadata", "generation");
    }

    private static long replicas(Object spec) {
        return Fields.at(spec, "replicas").isPresent() ? Fields.number(spec, "replicas") : 1;
    }

    private static String text(Object object, String field) {
        return Fields.text(object, field).orElse("");
    }

    private static Health progressing(String message) {
        return new Health(HealthStatus.PROGRESSING, message);
    }
}
