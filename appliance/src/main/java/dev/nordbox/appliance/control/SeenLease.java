package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * The Lease as it was last read or heard of. Time is our own, by a clock that nobody sets: it
 * counts as given up when nobody has renewed it for its length since we first saw it so, whatever
 * the clocks of others say. Thread safe.
 */
final class SeenLease {

    /** Who gave it up: the holder's own field is empty then. */
    static final String GIVEN_UP_BY = "nordbox.no/given-up-by";

    private final String identity;
    private String version = "";
    private Instant seenAt = Instant.MIN;
    private Instant freeAt = Instant.MIN;
    private String holder = "";

    /** Who had it last, as far as is known; {@code ""} while nobody is known to have. */
    private String lastHolder = "";

    /**
     * @param identity ours
     */
    SeenLease(String identity) {
        this.identity = identity;
    }

    /**
     * @param lease empty when there is none
     */
    synchronized void is(Optional<LiveObject> lease, Instant now) {
        holder =
                lease.flatMap(one -> Fields.text(one.content(), "spec", "holderIdentity"))
                        .orElse("");
        if (!holder.isEmpty()) {
            lastHolder = holder;
        } else {
            lastHolder = lease.flatMap(SeenLease::formerHolder).orElse(lastHolder);
        }
        String newest = lease.map(LiveObject::resourceVersion).orElse("");
        if (!newest.equals(version)) {
            version = newest;
            seenAt = now;
        }
        freeAt =
                holder.isEmpty() || isOurs()
                        ? Instant.MIN
                        : seenAt.plusSeconds(seconds(lease)).plusMillis(1);
    }

    private static Optional<String> formerHolder(LiveObject lease) {
        return Fields.text(lease.content(), "metadata", "annotations", GIVEN_UP_BY);
    }

    private static long seconds(Optional<LiveObject> lease) {
        return lease.map(one -> Fields.number(one.content(), "spec", "leaseDurationSeconds"))
                .orElse(0L);
    }

    /** Who has it; {@code ""} while nobody is known to. */
    synchronized String holder() {
        return holder;
    }

    synchronized boolean isOurs() {
        return holder.equals(identity);
    }

    /** Another one may have acted since we did. */
    synchronized boolean wasAnothers() {
        return !lastHolder.isEmpty() && !lastHolder.equals(identity);
    }

    /** From when on it may be taken, unless somebody renews it before. */
    synchronized Instant freeAt() {
        return freeAt;
    }
}
