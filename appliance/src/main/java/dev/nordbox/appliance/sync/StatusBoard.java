package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.health.Health;
import dev.nordbox.appliance.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the loop tells about itself; read from any thread. */
final class StatusBoard {

    private final Sightings sightings;
    private Optional<String> wanted = Optional.empty();
    private Optional<PassReport> report = Optional.empty();
    private Optional<String> lastError = Optional.empty();
    private Optional<Instant> lastPassAt = Optional.empty();
    private Duration lastPassTook = Duration.ZERO;
    private List<String> complaints = List.of();
    private long passes;
    private long attempts;
    private long reverts;
    private boolean busy;

    StatusBoard(Sightings sightings) {
        this.sightings = sightings;
    }

    synchronized void wanted(String revision) {
        wanted = Optional.of(revision);
        asked();
    }

    /** What went before is no answer to what is asked now. */
    synchronized void asked() {
        attempts = 0;
        busy = true;
        notifyAll();
    }

    synchronized void passed(PassReport newest, Instant at, Duration took) {
        report = Optional.of(newest);
        lastError = Optional.empty();
        complaints = List.of();
        lastPassAt = Optional.of(at);
        lastPassTook = took;
        passes++;
        if (Optional.of(newest.revision()).equals(wanted)) {
            attempts++;
        }
        notifyAll();
    }

    synchronized void failed(String problem, Instant at) {
        lastError = Optional.of(problem);
        lastPassAt = Optional.of(at);
        passes++;
        notifyAll();
    }

    synchronized void reverted() {
        reverts++;
        notifyAll();
    }

    synchronized void complaints(List<String> about) {
        complaints = List.copyOf(about);
        notifyAll();
    }

    /** An object of ours was seen: its health may have changed, or it was tampered with. */
    synchronized void touched() {
        busy = true;
        notifyAll();
    }

    synchronized void busy(boolean isBusy) {
        busy = isBusy;
        notifyAll();
    }

    synchronized ControllerStatus snapshot() {
        List<ApplicationStatus> applications =
                report.map(r -> r.applications().stream().map(this::withNewestHealth).toList())
                        .orElse(List.of());
        boolean behind = !report.map(PassReport::revision).equals(wanted);
        return new ControllerStatus(
                wanted,
                applications,
                lastError.or(() -> complaints.stream().findFirst()),
                lastPassAt,
                lastPassTook,
                passes,
                attempts,
                reverts,
                busy || behind);
    }

    synchronized ControllerStatus await(Predicate<ControllerStatus> condition, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        ControllerStatus status = snapshot();
        while (!condition.test(status)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return status;
            }
            wait(left);
            status = snapshot();
        }
        return status;
    }

    private ApplicationStatus withNewestHealth(ApplicationStatus application) {
        if (application.resources().isEmpty()) {
            return application;
        }
        List<ResourceStatus> resources =
                application.resources().stream()
                        .map(
                                resource ->
                                        new ResourceStatus(
                                                resource.key(),
                                                resource.sync(),
                                                health(resource),
                                                resource.requiresPruning()))
                        .toList();
        return new ApplicationStatus(
                application.name(),
                application.sync(),
                HealthStatus.worstOf(
                        resources.stream()
                                .filter(resource -> !resource.requiresPruning())
                                .map(resource -> resource.health().status())),
                application.conditions(),
                resources);
    }

    private Health health(ResourceStatus resource) {
        Sighting newest = sightings.of(resource.key());
        return newest == Sighting.NEVER ? resource.health() : newest.health();
    }
}
