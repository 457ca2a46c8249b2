package dev.nordbox.installer.up;

import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a box can know of another one that served its repository: what was sealed for that one. So
 * it says what did not come along with Git.
 */
public final class SealedElsewhere {
    private static final int SHOWN = 10;

    private SealedElsewhere() {}

    /**
     * Empty where all was sealed for this box.
     *
     * @param host as it is called in messages
     */
    public static Optional<Problem> problem(BoxStatus status, String host) {
        List<String> foreign = status.foreign();
        if (foreign.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem(
                        "%s sealed with keys that this box never had: %s; another box serves this"
                                        .formatted(count(foreign.size()), names(foreign))
                                + " repository, or did: what it has beside Git is not here, its"
                                + " sealing keys and the data of its volumes",
                        host,
                        "with a kit of that box: `up --restore KIT` on a fresh server, or here after"
                                + " `down --delete-data`; with its sealing keys alone: `up"
                                + " --sealing-key FILE`; with neither, seal them anew for this box:"
                                + " `secret keys --certificate` prints what with"));
    }

    private static String count(int all) {
        return all == 1 ? "1 SealedSecret is" : all + " SealedSecrets are";
    }

    private static String names(List<String> all) {
        String shown = String.join(", ", all.subList(0, Math.min(SHOWN, all.size())));
        return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown;
    }
}
