package dev.nordbox.appliance.control;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The repositories that Applications name beside the one that the controller was told to follow,
 * and other revisions of that one. Every answer is what is known now: nobody waits for Git.
 */
public interface Repositories {

    /** A revision of a repository, as an Application names it. */
    record Wanted(String repoUrl, String targetRevision) {}

    /**
     * What is known of a revision.
     *
     * @param checkout the commit that it was when the repository last answered
     * @param problem why it cannot be known what it is now, and what to do
     * @param silent the repository has not said what it is, and may do so yet
     */
    record Sighting(Optional<Checkout> checkout, Optional<String> problem, boolean silent) {

        /** All has been said. */
        public Sighting(Optional<Checkout> checkout, Optional<String> problem) {
            this(checkout, problem, false);
        }

        /** The repository has not been heard of. */
        public static final Sighting NOT_YET = new Sighting(Optional.empty(), Optional.empty());

        public boolean pending() {
            return checkout.isEmpty() && problem.isEmpty();
        }
    }

    /** How far a revision has been found since {@link #askAnew} was called last. */
    enum Answered {
        /** It has, or nobody called. */
        YES,
        /** It was asked for, and not found. */
        NO,
        NOT_YET
    }

    /** Why an Application may not name the repository, whatever is there; with what to write. */
    Optional<String> objection(String repoUrl);

    /** Follows it from now on, if it is not followed yet. */
    Sighting at(Wanted wanted);

    /** Nothing else is named any more. */
    void keepOnly(Set<Wanted> wanted);

    /**
     * Another one may know newer commits of all of them, and may have acted by these; returns at
     * once.
     */
    void askAnew();

    /** Of a revision that is wanted. */
    Answered answered(Wanted wanted);

    /**
     * Somebody wants to know the newest commit of the repository.
     *
     * @return whether it has been asked since, and has answered or failed
     */
    BooleanSupplier askNow(String repoUrl);
}
