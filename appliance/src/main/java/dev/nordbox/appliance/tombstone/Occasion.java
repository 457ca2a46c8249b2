package dev.nordbox.appliance.tombstone;

/**
 * The sync or deletion in whose course something is deleted. What one sync deletes belongs
 * together.
 *
 * @param application whose sync it is
 * @param revision the commit that it is to; {@code ""} when there is none
 * @param reason {@code sync}, {@code self-heal}, {@code deletion} or {@code request}
 * @param actor who asked for it; {@code ""} for nobody but Git
 * @param sync when it began, as its status has it: tells it from the application's others
 */
public record Occasion(
        String application, String revision, String reason, String actor, String sync) {

    /** Both are of one sync, whatever it had come to by then. */
    public boolean isSameSync(Occasion other) {
        return application.equals(other.application) && sync.equals(other.sync);
    }
}
