package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Leftover.Fate;
import java.util.List;
import java.util.Optional;

/**
 * How much may go at once without a person's word: a slip in a kustomization takes dozens of
 * objects out of an application, and the Secrets among them do not come back. Pure.
 *
 * @param agreed empty when a person has agreed to more; else how one does
 */
public record PruneBudget(Optional<String> agreed) {

    /** Whatever is taken away is meant. */
    public static final PruneBudget NONE = new PruneBudget(Optional.empty());

    /** Fewer than this are a change. */
    private static final int MANY = 10;

    private static final String PHRASE = " objects of the application would be deleted at once";

    /**
     * @param application as people name it
     * @param commits that take the objects away
     * @param agreement the annotation, with its value, that lets them go
     */
    public static PruneBudget at(String application, String commits, String agreement) {
        return new PruneBudget(
                Optional.of(
                        " by "
                                + commits
                                + "; if that is meant: `app sync "
                                + application
                                + " --prune`, or annotate the Application with "
                                + agreement));
    }

    /** Why what would go stays; empty when it may go. */
    Optional<String> reasonToWait(long going, long all) {
        boolean accident = going > MANY && going * 2 > all;
        return agreed.filter(how -> accident).map(how -> going + " of " + all + PHRASE + how);
    }

    /** What is held back for this reason, in a sentence; empty when nothing is. */
    public static Optional<String> waiting(List<Leftover> leftovers) {
        return leftovers.stream()
                .filter(leftover -> leftover.fate() == Fate.STAYS)
                .map(Leftover::reason)
                .filter(reason -> reason.contains(PHRASE))
                .findFirst();
    }
}
