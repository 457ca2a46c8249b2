package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What runs pods for ever, by Argo CD's built-in checks and in their words. */
final class WorkloadRules {

    static final Map<GroupKind, Function<Live, Health>> ALL =
            Map.of(
                    new GroupKind("apps", "Deployment"), WorkloadRules::deployment,
                    new GroupKind("apps", "StatefulSet"), WorkloadRules::statefulSet,
                    new GroupKind("apps", "DaemonSet"), WorkloadRules::daemonSet,
                    new GroupKind("apps", "ReplicaSet"), WorkloadRules::replicaSet,
                    new GroupKind("", "Pod"), PodRules::pod,
                    new GroupKind("batch", "Job"), JobRules::job,
                    new GroupKind("batch", "CronJob"), JobRules::cronJob,
                    new GroupKind("argoproj.io", "Workflow"), JobRules::workflow);

    private WorkloadRules() {}

    private static Health deployment(Live live) {
        if (Fields.at(live.spec(), "paused").equals(Optional.of(true))) {
            return Health.suspended("Deployment is paused");
        }
        if (live.generation() > live.observedGeneration()) {
            return waiting("observed deployment generation less than desired generation");
        }
        if (live.conditions()
                .find("Progressing")
                .filter(condition -> condition.reason().equals("ProgressDeadlineExceeded"))
                .isPresent()) {
            return Health.degraded(
                    "Deployment \"" + live.name() + "\" exceeded its progress deadline");
        }
        long updated = live.counted("updatedReplicas");
        long old = live.counted("replicas") - updated;
        long available = live.counted("availableReplicas");
        Optional<Long> wanted = live.wanted("replicas");
        if (wanted.filter(replicas -> updated < replicas).isPresent()) {
            return waiting(
                    updated + " out of " + wanted.get() + " new replicas have been updated...");
        }
        if (old > 0) {
            return waiting(old + " old replicas are pending termination...");
        }
        return available < updated
                ? waiting(available + " of " + updated + " updated replicas are available...")
                : Health.HEALTHY;
    }

    private static Health statefulSet(Live live) {
        if (live.observedGeneration() == 0 || live.generation() > live.observedGeneration()) {
            return Health.progressing("Waiting for statefulset spec update to be observed...");
        }
        Optional<Long> wanted = live.wanted("replicas");
        long ready = live.counted("readyReplicas");
        if (wanted.filter(replicas -> ready < replicas).isPresent()) {
            return Health.progressing(
                    "Waiting for " + (wanted.get() - ready) + " pods to be ready...");
        }
        long updated = live.counted("updatedReplicas");
        String strategy = Fields.text(live.spec(), "updateStrategy", "type").orElse("");
        if (strategy.equals("RollingUpdate")
                && Fields.at(live.spec(), "updateStrategy", "rollingUpdate").isPresent()) {
            return partitioned(live, wanted, updated);
        }
        if (strategy.equals("OnDelete")) {
            return Health.healthy("statefulset has " + ready + " ready pods");
        }
        String target = Fields.text(live.status(), "updateRevision").orElse("");
        String current = Fields.text(live.status(), "currentRevision").orElse("");
        if (!target.equals(current)) {
            return Health.progressing(
                    "waiting for statefulset rolling update to complete "
                            + updated
                            + " pods at revision "
                            + target
                            + "...");
        }
        return Health.healthy(
                "statefulset rolling update complete "
                        + live.counted("currentReplicas")
                        + " pods at revision "
                        + current
                        + "...");
    }

    private static Health partitioned(Live live, Optional<Long> wanted, long updated) {
        Optional<Long> partition = live.wanted("updateStrategy", "rollingUpdate", "partition");
        if (wanted.isPresent() && partition.isPresent()) {
            long rolled = wanted.get() - partition.get();
            if (updated < rolled) {
                return Health.progressing(
                        "Waiting for partitioned roll out to finish: "
                                + updated
                                + " out of "
                                + rolled
                                + " new pods have been updated...");
            }
        }
        return Health.healthy(
                "partitioned roll out complete: " + updated + " new pods have been updated...");
    }

    private static Health daemonSet(Live live) {
        if (live.generation() > live.observedGeneration()) {
            return waiting("observed daemon set generation less than desired generation");
        }
        long updated = live.counted("updatedNumberScheduled");
        long wanted = live.counted("desiredNumberScheduled");
        long available = live.counted("numberAvailable");
        String pods = updated + " out of " + wanted + " new pods have been updated";
        if (Fields.text(live.spec(), "updateStrategy", "type").equals(Optional.of("OnDelete"))) {
            return Health.healthy("daemon set " + pods);
        }
        String rollout = "Waiting for daemon set \"" + live.name() + "\" rollout to finish: ";
        if (updated < wanted) {
            return Health.progressing(rollout + pods + "...");
        }
        return available < wanted
                ? Health.progressing(
                        rollout + available + " of " + wanted + " updated pods are available...")
                : Health.HEALTHY;
    }

    private static Health replicaSet(Live live) {
        if (live.generation() > live.observedGeneration()) {
            return waiting("observed replica set generation less than desired generation");
        }
        Optional<KubeCondition> failure =
                live.conditions().find("ReplicaFailure").filter(KubeCondition::isTrue);
        if (failure.isPresent()) {
            return Health.degraded(failure.get().message());
        }
        long available = live.counted("availableReplicas");
        return live.wanted("replicas")
                .filter(replicas -> available < replicas)
                .map(
                        replicas ->
                                waiting(
                                        available
                                                + " out of "
                                                + replicas
                                                + " new replicas are available..."))
                .orElse(Health.HEALTHY);
    }

    private static Health waiting(String what) {
        return Health.progressing("Waiting for rollout to finish: " + what);
    }
}
