package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.live.LiveEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person has brought back although Git does not have it stays until a person lets it go. The
 * mark is on the object: the commit that wants it again takes the mark off, and a later object of
 * the same name does not have it.
 */
public final class BroughtBack {

    /** On such an object: since when, and who it was. */
    public static final String MARK = "nordbox.no/brought-back";

    private BroughtBack() {}

    /**
     * @param who {@code ""} when that is not known
     */
    public static String mark(Instant when, String who) {
        return when + (who.isEmpty() ? "" : " by " + who);
    }

    /**
     * @param letGo what was brought back up to then may go
     * @return empty when it may go, as far as this is concerned
     */
    public static Optional<String> reasonToStay(LiveEntry entry, Optional<Instant> letGo) {
        return Optional.ofNullable(entry.annotations().get(MARK))
                .filter(mark -> letGo.isEmpty() || !isUpTo(letGo.get(), mark))
                .map(
                        mark ->
                                "`app undo` brought it back ("
                                        + mark
                                        + "), and it stays until `app release "
                                        + entry.application().orElse("NAME")
                                        + " --brought-back`");
    }

    private static boolean isUpTo(Instant letGo, String mark) {
        try {
            return !Instant.parse(mark.split(" ", 2)[0]).isAfter(letGo);
        } catch (DateTimeException e) {
            return false; // somebody wrote it by hand, and wants it to stay
        }
    }
}
