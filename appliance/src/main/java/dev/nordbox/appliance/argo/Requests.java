package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.manifest.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an Application's annotations ask of the controller.
 *
 * @param annotations all annotations of the Application
 */
public record Requests(Map<String, String> annotations) {

    /** On the Application; the controller takes it off when it has done as asked. */
    public static final String REFRESH = "argocd.argoproj.io/refresh";

    /** Changes with each request, so that one that comes during a refresh is not lost. */
    public static final String REFRESH_TIMESTAMP = "argocd.argoproj.io/refresh-timestamp";

    /**
     * Ours: who pauses the automated syncs, since when and why. Nobody's manifest has it, so the
     * one who brings the Application leaves it where it is.
     */
    public static final String HOLD = "nordbox.no/hold";

    /** Ours: what was brought back up to this time may be deleted again. */
    public static final String LET_GO = "nordbox.no/let-go";

    /** Ours: the commit at which more may be deleted at once than is taken for meant. */
    public static final String PRUNE_APPROVED = "nordbox.no/prune-approved";

    /** Ours: {@code off} lets any number of objects be deleted at once, always. */
    public static final String PRUNE_BUDGET = "nordbox.no/prune-budget";

    private static final String MIGRATION_MANAGER =
            "argocd.argoproj.io/client-side-apply-migration-manager";

    private static final int SHORTEST_COMMIT = 7;

    private static final String PREFIX = "argocd.argoproj.io/";

    /** How thoroughly to look again. */
    public enum Refresh {
        /** Ask Git and compare. */
        NORMAL,
        /** Take nothing from a cache. */
        HARD
    }

    public Requests {
        annotations = Map.copyOf(annotations);
    }

    /** Any value but {@code hard} is a normal one, as in Argo CD. */
    public Optional<Refresh> refresh() {
        return value("refresh").map(how -> how.equals("hard") ? Refresh.HARD : Refresh.NORMAL);
    }

    /** {@code ""} when the request carries none. */
    public String refreshTimestamp() {
        return value("refresh-timestamp").orElse("");
    }

    /** The controller leaves this Application alone. */
    public boolean skipReconcile() {
        return value("skip-reconcile").equals(Optional.of("true"));
    }

    /** Why automated syncs are paused; empty when they are not. */
    public Optional<String> hold() {
        return Optional.ofNullable(annotations.get(HOLD));
    }

    /** Since when nothing that was brought back has been let go; empty when nothing ever was. */
    public Optional<Instant> letGo() {
        return Fields.time(annotations, LET_GO);
    }

    /** Deletions that wait for a confirmation are approved by a time at or after their start. */
    public boolean deletionApproved(Instant operationStart) {
        return Fields.time(annotations, PREFIX + "deletion-approved")
                .filter(approved -> !approved.isBefore(operationStart))
                .isPresent();
    }

    /** How long an attempt of a sync may take; empty when that is not said. */
    public Optional<Duration> deadline() {
        return Deadline.of(annotations.getOrDefault(Deadline.ANNOTATION, ""));
    }

    /** What is written and does not count, in a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Deadline.problem(annotations.getOrDefault(Deadline.ANNOTATION, ""))
                .ifPresent(problems::add);
        if (annotations.containsKey(PRUNE_BUDGET) && !prunesWithoutBudget()) {
            problems.add(PRUNE_BUDGET + ": is not 'off', so it does not count");
        }
        if (annotations.containsKey(MIGRATION_MANAGER)) {
            problems.add(
                    MIGRATION_MANAGER
                            + ": is not honoured: fields of kubectl, Helm and Argo CD are taken"
                            + " over, those of another manager stay its own");
        }
        return problems;
    }

    /**
     * @param commits as {@code status} names them
     */
    public boolean approvesPruneAt(String commits) {
        String approved = annotations.getOrDefault(PRUNE_APPROVED, "");
        return approved.length() >= SHORTEST_COMMIT && commits.startsWith(approved);
    }

    public boolean prunesWithoutBudget() {
        return annotations.getOrDefault(PRUNE_BUDGET, "").equals("off");
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(annotations.get(PREFIX + name));
    }
}
