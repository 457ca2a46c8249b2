package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.Revision;
import dev.nordbox.appliance.status.RepositoryStatus.Problem;
import dev.nordbox.appliance.tree.FileTree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * One revision that is wanted of a repository: what arrived of it, and what is in the way. Written
 * by the thread of its poll, and read by anybody.
 */
final class Wish {

    /** What passes by itself is not told before it has happened twice in a row. */
    private static final Set<String> PASSING =
            Set.of(
                    Reason.TIMED_OUT.name(),
                    Reason.CONNECTION_LOST.name(),
                    Reason.HOST_UNREACHABLE.name(),
                    Reason.HOST_UNKNOWN.name(),
                    Reason.MIRROR.name());

    private final String url;
    private final String targetRevision;
    private Optional<Checkout> newest = Optional.empty();
    private Optional<Revision> revision = Optional.empty();
    private boolean resumed;
    private boolean delivered = true;
    private boolean readAgain;
    private Optional<Problem> problem = Optional.empty();
    private int failures;

    Wish(String url, String targetRevision) {
        this.url = url;
        this.targetRevision = targetRevision;
    }

    String targetRevision() {
        return targetRevision;
    }

    synchronized Optional<Revision> revision() {
        return revision;
    }

    synchronized Optional<Problem> problem() {
        return problem;
    }

    synchronized Sighting sighting() {
        return new Sighting(
                newest,
                problem.filter(p -> newest.isEmpty() || isShown())
                        .map(p -> p.message() + kept(p) + "; " + p.remedy()),
                newest.isEmpty() && problem.filter(p -> !isSaid(p)).isPresent());
    }

    /** The repository has been asked, and has no such revision, or several. */
    private static boolean isSaid(Problem problem) {
        return problem.reason().equals(Reason.REVISION_NOT_FOUND.name())
                || problem.reason().equals(Reason.REVISION_AMBIGUOUS.name());
    }

    /** For how long the commit has been the last one, and which it is. */
    private String kept(Problem problem) {
        return newest.map(
                        last ->
                                " (since "
                                        + problem.since().truncatedTo(ChronoUnit.SECONDS)
                                        + "; commit "
                                        + last.commit().substring(0, 7)
                                        + " is kept up)")
                .orElse("");
    }

    private boolean isShown() {
        return failures > 1 || problem.filter(p -> PASSING.contains(p.reason())).isEmpty();
    }

    // ---- what arrives

    synchronized boolean isResumed() {
        return resumed;
    }

    /** What an earlier run fetched of it has been looked for. */
    synchronized void resumed() {
        resumed = true;
    }

    synchronized boolean isRead(Revision candidate) {
        return !readAgain
                && newest.isPresent()
                && revision.map(Revision::commit).equals(Optional.of(candidate.commit()));
    }

    /** The same commit may be found by another name. */
    synchronized void named(Revision candidate) {
        revision = Optional.of(candidate);
    }

    synchronized void readAgain() {
        readAgain = newest.isPresent();
    }

    synchronized void read(Revision candidate, FileTree tree) {
        newest =
                Optional.of(
                        new Checkout(
                                new FollowedRevision(
                                        url, targetRevision, candidate.ref(), candidate.commit()),
                                tree));
        revision = Optional.of(candidate);
        readAgain = false;
        delivered = false;
    }

    synchronized Optional<Checkout> undelivered() {
        return delivered ? Optional.empty() : newest;
    }

    synchronized void delivered() {
        delivered = true;
    }

    /** Whether a problem that was told is over. */
    synchronized boolean answered() {
        boolean over = problem.isPresent();
        problem = Optional.empty();
        failures = 0;
        return over;
    }

    synchronized boolean isKnown(String message) {
        return problem.map(Problem::message).equals(Optional.of(message));
    }

    /** Whether there is something else to tell now. */
    synchronized boolean failed(String reason, String message, String remedy, Instant now) {
        Optional<String> before = sighting().problem();
        failures++;
        Instant since = problem.map(Problem::since).orElse(now); // the first in a row
        problem = Optional.of(new Problem(reason, message, remedy, since));
        return !sighting().problem().equals(before);
    }
}
