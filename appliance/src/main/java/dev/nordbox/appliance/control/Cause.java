package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.PropagationPolicy;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.tombstone.Occasion;

/**
 * Why something is written, and what the application says of how.
 *
 * @param application whose sync or deletion it is
 * @param revision the commit
 * @param reason {@code sync}, {@code self-heal}, {@code deletion}, {@code undo}, {@code request},
 *     {@code setup}, or the SealedSecret or ExternalSecret whose Secret it is
 * @param actor who asked for it, as far as that is known; {@code ""} for nobody but Git
 * @param sync when the sync or deletion began, which tells it from others; {@code ""} for none
 * @param propagation what happens to what a deleted object owns
 * @param respected fields that stay as they are, with {@code RespectIgnoreDifferences}
 */
public record Cause(
        String application,
        String revision,
        String reason,
        String actor,
        String sync,
        PropagationPolicy propagation,
        Normaliser respected) {

    /** Whose deletions these are. */
    Occasion occasion() {
        return new Occasion(application, revision, reason, actor, sync);
    }

    /** Somebody asked for it. */
    static Cause request(String application, String revision, String asker) {
        return new Cause(
                application,
                revision,
                "request",
                asker,
                "",
                PropagationPolicy.BACKGROUND,
                Normaliser.NONE);
    }

    /** The Application itself goes, when its objects are gone. */
    static Cause deletion(String application) {
        return new Cause(
                application, "", "deletion", "", "", PropagationPolicy.BACKGROUND, Normaliser.NONE);
    }

    /**
     * No application's doing: an object that makes another, or what the controller needs itself.
     */
    static Cause of(String reason) {
        return new Cause("", "", reason, "", "", PropagationPolicy.BACKGROUND, Normaliser.NONE);
    }
}
