package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.util.Optional;

/** What runs to its end: Job, CronJob, Argo's Workflow. */
final class JobRules {

    private JobRules() {}

    /**
     * Argo CD's built-in check, but for a condition that is there and not True, which counts for
     * nothing here: {@code Failed=False} is no failure.
     */
    static Health job(Live live) {
        KubeConditions conditions = live.conditions();
        Optional<KubeCondition> failed = conditions.find("Failed").filter(KubeCondition::isTrue);
        if (failed.isPresent()) {
            return Health.degraded(failed.get().message());
        }
        Optional<KubeCondition> suspended =
                conditions.find("Suspended").filter(KubeCondition::isTrue);
        if (suspended.isPresent()) {
            return Health.suspended(suspended.get().message());
        }
        return conditions
                .find("Complete")
                .filter(KubeCondition::isTrue)
                .map(complete -> Health.healthy(complete.message()))
                .orElse(Health.progressing(""));
    }

    /** Only a last run that failed for sure is Degraded; a suspended one is as it should be. */
    static Health cronJob(Live live) {
        if (Fields.at(live.spec(), "suspend").equals(Optional.of(true))) {
            return Health.healthy("CronJob is Suspended");
        }
        if (Fields.at(live.content(), "status").isEmpty()) {
            return Health.progressing("Waiting for CronJob");
        }
        Optional<Instant> scheduled = Fields.time(live.status(), "lastScheduleTime");
        if (scheduled.isEmpty()) {
            return Health.healthy("CronJob has not been scheduled yet");
        }
        Optional<Instant> succeeded = Fields.time(live.status(), "lastSuccessfulTime");
        if (succeeded.isEmpty()) {
            return Health.healthy(
                    "The CronJob never completed successfully. It may not be healthy");
        }
        if (!Fields.list(live.status(), "active").isEmpty()) {
            return Health.healthy(
                    "The job is running. Its last execution may not have been successful");
        }
        return succeeded.get().isBefore(scheduled.get())
                ? Health.degraded("CronJob has not completed its last execution successfully")
                : Health.healthy("CronJob has completed its last execution successfully");
    }

    static Health workflow(Live live) {
        String message = Fields.text(live.status(), "message").orElse("");
        return switch (Fields.text(live.status(), "phase").orElse("")) {
            case "", "Pending", "Running" -> Health.progressing(message);
            case "Succeeded" -> Health.healthy(message);
            case "Failed", "Error" -> Health.degraded(message);
            default -> Health.unknown(message);
        };
    }
}
