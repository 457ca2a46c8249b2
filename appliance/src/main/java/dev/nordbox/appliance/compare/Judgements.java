package dev.nordbox.appliance.compare;

import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the API server has said of an object, for as long as neither the manifest nor what we own of
 * the object has changed since. Thread safe.
 */
public final class Judgements {

    /**
     * @param manifest digest of the whole manifest
     * @param uid of the object; {@code ""} when there was none
     * @param applied of the object's fields that are ours
     */
    record Judgement(Digest manifest, String uid, Optional<Digest> applied, Verdict verdict) {}

    private final Map<ResourceKey, Judgement> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    public Verdict of(Target target, Optional<LiveEntry> live) {
        Judgement judgement = known.get(target.key());
        boolean same = judgement != null && judgement.manifest.equals(target.digest());
        if (live.isEmpty()) {
            return same && judgement.uid.isEmpty() && judgement.verdict.refused()
                    ? judgement.verdict
                    : Verdict.MISSING;
        }
        LiveEntry entry = live.get();
        if (entry.terminating() || entry.adoptable() && target.takesOver()) {
            return Verdict.DIFFERENT;
        }
        return same
                        && judgement.uid.equals(entry.uid())
                        && judgement.applied.equals(entry.applied())
                ? judgement.verdict
                : Verdict.UNKNOWN;
    }

    /** The server has said this of the manifest and this object. */
    public void note(Target target, String uid, Optional<Digest> applied, Verdict verdict) {
        changes.incrementAndGet();
        known.put(target.key(), new Judgement(target.digest(), uid, applied, verdict));
    }

    /** Ask again, whatever was said. */
    public void forget(ResourceKey key) {
        known.remove(key);
    }

    /**
     * The definitions of a group have changed: what they refused they may take now.
     *
     * @return what was refused, and is to be asked again
     */
    public Set<ResourceKey> forgetRefusals(String group) {
        Set<ResourceKey> refused = new TreeSet<>();
        known.forEach(
                (key, judgement) -> {
                    if (key.group().equals(group) && judgement.verdict.isFinal()) {
                        refused.add(key);
                    }
                });
        refused.forEach(this::forget);
        return refused;
    }

    /** Grows with every new judgement. */
    long changes() {
        return changes.get();
    }

    Map<ResourceKey, Judgement> equal() {
        Map<ResourceKey, Judgement> equal = new TreeMap<>();
        known.forEach(
                (key, judgement) -> {
                    if (judgement.verdict.kind() == Verdict.Kind.EQUAL) {
                        equal.put(key, judgement);
                    }
                });
        return equal;
    }

    void restore(Map<ResourceKey, Judgement> saved) {
        known.putAll(saved);
    }
}
