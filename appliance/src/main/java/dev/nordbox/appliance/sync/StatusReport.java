package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.health.Health;
import dev.nordbox.appliance.health.HealthStatus;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says how applications stand at the end of a pass. */
final class StatusReport {

    private final Verdicts verdicts;
    private final Sightings sightings;

    StatusReport(Verdicts verdicts, Sightings sightings) {
        this.verdicts = verdicts;
        this.sightings = sightings;
    }

    PassReport of(
            DesiredState desired, List<ApplicationPass> passes, List<RemovedApplication> removed) {
        Map<String, ApplicationStatus> statuses = new TreeMap<>();
        desired.applications().stream()
                .flatMap(application -> ofUnread(application).stream())
                .forEach(status -> statuses.put(status.name(), status));
        passes.stream().map(this::of).forEach(status -> statuses.put(status.name(), status));
        List<ApplicationStatus> left =
                removed.stream().flatMap(application -> application.status().stream()).toList();
        left.forEach(status -> statuses.put(status.name(), status));
        return new PassReport(
                desired.revision(),
                List.copyOf(statuses.values()),
                passes.stream().mapToInt(ApplicationPass::changes).sum()
                        + removed.stream().mapToInt(RemovedApplication::changes).sum(),
                passes.stream().anyMatch(ApplicationPass::retry) || !left.isEmpty());
    }

    private ApplicationStatus of(ApplicationPass pass) {
        List<ResourceStatus> resources = new ArrayList<>();
        for (Manifest manifest : pass.desired().objects().values()) {
            resources.add(resource(pass, manifest));
        }
        pass.plan()
                .ifPresent(
                        plan -> {
                            plan.prunes().stream()
                                    .filter(prune -> pass.inventory().keys().contains(prune.key()))
                                    .forEach(prune -> resources.add(extra(prune.key())));
                            plan.keeps().forEach(keep -> resources.add(extra(keep.key())));
                        });
        HealthStatus health =
                HealthStatus.worstOf(
                        resources.stream()
                                .filter(resource -> !resource.requiresPruning())
                                .map(resource -> resource.health().status()));
        return new ApplicationStatus(
                pass.desired().name(), sync(pass, resources), health, pass.conditions(), resources);
    }

    /** Applications that are not compared at all. */
    private Optional<ApplicationStatus> ofUnread(DesiredApplication application) {
        List<Condition> conditions = new ArrayList<>();
        if (application instanceof DesiredApplication.Refused refused) {
            refused.problems()
                    .forEach(p -> conditions.add(new Condition(Condition.INVALID_SPEC, p)));
        } else if (application instanceof DesiredApplication.NotRendered broken) {
            conditions.add(new Condition(Condition.COMPARISON, broken.problem()));
        } else {
            return Optional.empty();
        }
        return Optional.of(
                new ApplicationStatus(
                        application.name(),
                        SyncStatus.UNKNOWN,
                        HealthStatus.UNKNOWN,
                        conditions,
                        List.of()));
    }

    private static SyncStatus sync(ApplicationPass pass, List<ResourceStatus> resources) {
        if (pass.plan().isEmpty()) {
            return SyncStatus.UNKNOWN;
        }
        boolean allSynced = resources.stream().allMatch(r -> r.sync() == SyncStatus.SYNCED);
        return allSynced && pass.inPlace() ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC;
    }

    private ResourceStatus resource(ApplicationPass pass, Manifest manifest) {
        ResourceKey key = manifest.key();
        boolean synced = verdicts.know(manifest) && !stillDiffers(pass, key);
        Health health = sightings.of(key).health();
        return new ResourceStatus(
                key, synced ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC, health, false);
    }

    /** It was to be applied, and the run did not come that far. */
    private static boolean stillDiffers(ApplicationPass pass, ResourceKey key) {
        boolean planned =
                pass.plan().stream()
                        .flatMap(plan -> plan.applies().stream())
                        .anyMatch(apply -> apply.key().equals(key));
        return planned && !pass.inPlace();
    }

    private static ResourceStatus extra(ResourceKey key) {
        return new ResourceStatus(key, SyncStatus.OUT_OF_SYNC, Health.HEALTHY, true);
    }
}
