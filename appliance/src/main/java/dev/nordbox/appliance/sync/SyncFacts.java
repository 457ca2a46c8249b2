package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.Optional;

/** What a sync has to know of the cluster; does not change while it is asked. */
public interface SyncFacts {

    Optional<LiveEntry> live(ResourceKey key);

    /** What a deleted object was last, if it was deleted a short while ago. */
    Optional<LiveEntry> lastSeen(ResourceKey key);

    /** All objects of the kind have been heard of. */
    boolean knows(GroupKind kind);

    Verdict verdict(Target target);

    boolean isServed(GroupKind kind);

    /** The Application that is synced, which may be among its own objects. */
    boolean isItself(ResourceKey key);

    /** How long an attempt may take. */
    Duration longestAttempt();

    /** A person has confirmed deletions since the sync began. */
    boolean deletionsConfirmed();
}
