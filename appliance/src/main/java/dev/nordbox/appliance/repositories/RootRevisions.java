package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.util.List;
import java.util.Set;

/** The revisions of the followed repository that Applications name beside the one it is at. */
interface RootRevisions {

    /**
     * What is known of the revision; one that is wanted for the first time is asked for at once.
     */
    Sighting want(String targetRevision);

    /** Other revisions are not wanted any more. */
    void wantOnly(Set<String> targetRevisions);

    /** All are asked for again, and only a poll that begins after this answers. */
    void askAnew();

    Answered answered(String targetRevision);

    /** Of all revisions that are wanted. */
    List<RepositoryStatus> statuses();
}
