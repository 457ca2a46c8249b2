package dev.nordbox.appliance.external;

import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When an ExternalSecret's store is asked again.
 *
 * @param content the whole ExternalSecret
 */
public record Refresh(Map<String, Object> content, ExternalSecretSpec spec) {

    /** What {@code status.syncedResourceVersion} is once this very object is synced. */
    public static String version(Map<String, Object> content) {
        return Fields.number(content, "metadata", "generation")
                + "-"
                + GoHash.ofMetadata(
                        Fields.map(content, "metadata", "annotations"),
                        Fields.map(content, "metadata", "labels"));
    }

    /**
     * @param secret the Secret it makes
     */
    public boolean isDue(Optional<Map<String, Object>> secret, Instant now) {
        return isDue(now) || !isSound(secret);
    }

    private boolean isDue(Instant now) {
        String synced = Fields.text(content, "status", "syncedResourceVersion").orElse("");
        Optional<Instant> last = last();
        if (synced.isEmpty()) {
            return true;
        }
        boolean changed = !synced.equals(version(content));
        return switch (spec.refresh()) {
            case CREATED_ONCE -> last.isEmpty();
            case ON_CHANGE -> last.isEmpty() || changed;
            case PERIODIC ->
                    !spec.interval().isZero()
                            && (changed
                                    || last.isEmpty()
                                    || last.get().isAfter(now)
                                    || !last.get().plus(spec.interval()).isAfter(now));
        };
    }

    private boolean isSound(Optional<Map<String, Object>> secret) {
        return switch (spec.target().creation()) {
            case ORPHAN -> true;
            // External Secrets would ask the store at each look, for nothing.
            case NONE -> true;
            case MERGE -> secret.isEmpty() || Marks.areSound(secret.get());
            default -> secret.isEmpty() ? isGoneByPolicy() : Marks.areSound(secret.get());
        };
    }

    /** There is none because the store has nothing to put into it. */
    private boolean isGoneByPolicy() {
        return Fields.list(content, "status", "conditions").stream()
                .flatMap(condition -> Fields.text(condition, "reason").stream())
                .anyMatch("SecretDeleted"::equals);
    }

    /** Empty when nothing but a change makes it due. */
    public Optional<Instant> next() {
        if (spec.refresh() != RefreshPolicy.PERIODIC || spec.interval().isZero()) {
            return Optional.empty();
        }
        return last().map(last -> last.plus(spec.interval()));
    }

    private Optional<Instant> last() {
        return Fields.time(content, "status", "refreshTime");
    }
}
