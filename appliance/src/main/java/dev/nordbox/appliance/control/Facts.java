package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.SyncFacts;
import dev.nordbox.appliance.sync.Verdict;
import java.time.Duration;
import java.util.Optional;

/** What a sync asks of the cluster, answered from what is known. */
record Facts(
        LiveCache cache,
        Judgements judgements,
        ServedKinds kinds,
        ResourceKey application,
        Duration longestAttempt,
        boolean deletionsConfirmed)
        implements SyncFacts {

    @Override
    public Optional<LiveEntry> live(ResourceKey key) {
        return cache.get(key);
    }

    @Override
    public Optional<LiveEntry> lastSeen(ResourceKey key) {
        return cache.lastSeen(key);
    }

    @Override
    public boolean knows(GroupKind kind) {
        return cache.knows(kind);
    }

    @Override
    public Verdict verdict(Target target) {
        return judgements.of(target, cache.get(target.key()));
    }

    @Override
    public boolean isServed(GroupKind kind) {
        return kinds.find(kind).isPresent();
    }

    @Override
    public boolean isItself(ResourceKey key) {
        return key.equals(application);
    }
}
