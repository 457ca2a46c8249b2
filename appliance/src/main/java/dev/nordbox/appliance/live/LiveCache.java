package dev.nordbox.appliance.live;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of the kinds in use, as the watches tell. Answers to our own writes are put in at
 * once, so whoever writes reads what was written.
 *
 * <p>Kept of each object is what {@link LiveEntry} says; of a few kinds the whole object. Thread
 * safe; listeners are called from the watches' threads, without the lock.
 */
public final class LiveCache implements AutoCloseable {

    /** A key is forgotten as deleted only when so many others were deleted since. */
    private static final int REMEMBERED_DELETIONS = 10_000;

    /** Hears what may need somebody's attention. */
    public interface Listener {

        /**
         * It came, went, or differs in something that counts, which in a definition anything may;
         * either side may be absent.
         */
        void changed(ResourceKey key, Optional<LiveEntry> before, Optional<LiveEntry> after);

        /** All objects of the kind are known now, or no longer. */
        void kindChanged(GroupKind kind);
    }

    private final Cluster cluster;
    private final EntryReader reader;
    private final Set<GroupKind> wholeKinds;
    private final Listener listener;

    // Guarded by this.
    private final Map<GroupKind, Followed> kinds = new HashMap<>();
    private final Map<ResourceKey, LiveEntry> entries = new HashMap<>();
    private final Map<ResourceKey, LiveObject> whole = new HashMap<>();
    private final Map<String, Map<ResourceKey, LiveEntry>> byApplication = new HashMap<>();
    private final Map<ResourceKey, LiveEntry> deletions = new RecentKeys<>(REMEMBERED_DELETIONS);
    private boolean closed;

    /** A watch and whether it has told all there is. */
    private static final class Followed {
        Optional<Watch> watch = Optional.empty();
        boolean listed;
        Optional<String> trouble = Optional.empty();
    }

    /**
     * @param wholeKinds kinds of which the whole object is kept
     */
    public LiveCache(
            Cluster cluster, EntryReader reader, Set<GroupKind> wholeKinds, Listener listener) {
        this.cluster = cluster;
        this.reader = reader;
        this.wholeKinds = Set.copyOf(wholeKinds);
        this.listener = listener;
    }

    /** Watches the kind from now on; a second time changes nothing. */
    public void follow(GroupKind kind) {
        Followed followed = new Followed();
        synchronized (this) {
            if (closed || kinds.putIfAbsent(kind, followed) != null) {
                return;
            }
        }
        // Outside the lock: a cluster in memory answers at once, in this thread.
        Watch watch = cluster.watch(kind, Detail.FULL, new KindListener(this, kind));
        synchronized (this) {
            if (kinds.get(kind) == followed) {
                followed.watch = Optional.of(watch);
                return;
            }
        }
        watch.close(); // it went meanwhile
    }

    /** Stops watching a kind that is served no more: of its objects there are none. */
    public void unfollow(GroupKind kind) {
        Followed followed;
        Map<ResourceKey, LiveEntry> gone;
        synchronized (this) {
            followed = kinds.remove(kind);
            if (followed == null) {
                return;
            }
            gone = entriesOf(kind);
            gone.keySet().forEach(this::forget);
        }
        followed.watch.ifPresent(Watch::close);
        gone.forEach((key, before) -> listener.changed(key, Optional.of(before), Optional.empty()));
        listener.kindChanged(kind);
    }

    public synchronized boolean follows(GroupKind kind) {
        return kinds.containsKey(kind);
    }

    /** All objects of the kind are known. */
    public synchronized boolean knows(GroupKind kind) {
        return kinds.containsKey(kind) && kinds.get(kind).listed;
    }

    /** Why the kind cannot be listened to; empty while all is well or nothing is known yet. */
    public synchronized Optional<String> trouble(GroupKind kind) {
        return Optional.ofNullable(kinds.get(kind)).flatMap(followed -> followed.trouble);
    }

    public synchronized Set<GroupKind> kinds() {
        return Set.copyOf(kinds.keySet());
    }

    public synchronized Optional<LiveEntry> get(ResourceKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The whole object, for kinds of which it is kept. */
    public synchronized Optional<LiveObject> object(ResourceKey key) {
        return Optional.ofNullable(whole.get(key));
    }

    public synchronized List<LiveObject> objects(GroupKind kind) {
        return whole.values().stream().filter(o -> o.key().groupKind().equals(kind)).toList();
    }

    /** What says of itself that it belongs to the application. */
    public synchronized Collection<LiveEntry> trackedBy(String application) {
        return List.copyOf(byApplication.getOrDefault(application, Map.of()).values());
    }

    /** What an object was last that was deleted a short while ago. */
    public synchronized Optional<LiveEntry> lastSeen(ResourceKey key) {
        return Optional.ofNullable(deletions.get(key));
    }

    /** The server has taken on a deletion of ours: until its end is heard, it is under way. */
    public void deleting(ResourceKey key, String uid) {
        Optional<LiveEntry> before;
        LiveEntry after;
        synchronized (this) {
            before = get(key).filter(e -> e.uid().equals(uid) && !e.terminating());
            if (before.isEmpty()) {
                return;
            }
            after = before.get().asTerminating();
            entries.put(key, after);
            unindex(before);
            after.application().ifPresent(app -> index(app, after));
        }
        listener.changed(key, before, Optional.of(after));
    }

    /** The server's answer to a write of ours. */
    public void wrote(LiveObject object) {
        put(object);
    }

    /**
     * Something was found out about the object as it was read here: what is kept of it says the
     * same, also when it came in another version of its kind.
     */
    public void judged(LiveObject object) {
        if (get(object.key())
                .filter(known -> !known.applied().equals(reader.applied(object)))
                .isPresent()) {
            take(object);
        }
    }

    /** What is made of the object is another thing now, though the object is the same. */
    public void readAgain(LiveObject object) {
        take(object);
    }

    void put(LiveObject object) {
        if (!isKnown(object)) { // nearly always the echo of our own write
            take(object);
        }
    }

    private void take(LiveObject object) {
        LiveEntry entry = reader.read(object);
        Optional<LiveEntry> before;
        synchronized (this) {
            LiveEntry deleted = deletions.get(entry.key());
            LiveEntry known = entries.get(entry.key());
            boolean stale =
                    known != null && known.version() > entry.version()
                            || deleted != null && deleted.version() >= entry.version();
            if (stale || !kinds.containsKey(entry.key().groupKind())) {
                return;
            }
            before = Optional.ofNullable(known);
            known = entries.put(entry.key(), entry);
            unindex(Optional.ofNullable(known));
            entry.application().ifPresent(app -> index(app, entry));
            if (wholeKinds.contains(entry.key().groupKind())) {
                whole.put(entry.key(), object);
            }
        }
        GroupKind kind = entry.key().groupKind();
        boolean tellsAll = wholeKinds.contains(kind) || kind.equals(Placement.DEFINITION);
        if (tellsAll || before.filter(entry::sameAs).isEmpty()) {
            listener.changed(entry.key(), before, Optional.of(entry));
        }
    }

    private synchronized boolean isKnown(LiveObject object) {
        LiveEntry known = entries.get(object.key());
        return known != null
                && known.uid().equals(object.uid())
                && known.version() == EntryReader.version(object)
                && !known.terminating();
    }

    void remove(LiveObject last) {
        LiveEntry entry = reader.read(last);
        Optional<LiveEntry> before;
        synchronized (this) {
            LiveEntry known = entries.get(entry.key());
            if (known != null && known.version() > entry.version()) {
                return; // made anew since
            }
            deletions.put(entry.key(), entry);
            before = forget(entry.key());
        }
        if (before.isPresent()) {
            listener.changed(entry.key(), before, Optional.empty());
        }
    }

    void listed(GroupKind kind, List<LiveObject> objects) {
        Map<ResourceKey, LiveEntry> gone;
        synchronized (this) {
            if (!kinds.containsKey(kind)) {
                return;
            }
            gone = entriesOf(kind);
            objects.forEach(object -> gone.remove(object.key()));
            gone.keySet().forEach(this::forget);
        }
        objects.forEach(this::put);
        allKnown(kind);
        gone.forEach((key, before) -> listener.changed(key, Optional.of(before), Optional.empty()));
        listener.kindChanged(kind);
    }

    private Map<ResourceKey, LiveEntry> entriesOf(GroupKind kind) {
        Map<ResourceKey, LiveEntry> ofKind = new TreeMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.groupKind().equals(kind)) {
                        ofKind.put(key, entry);
                    }
                });
        return ofKind;
    }

    /** Only now, with each of its objects in its place. */
    private synchronized void allKnown(GroupKind kind) {
        Followed followed = kinds.get(kind);
        if (followed != null) {
            followed.listed = true;
            followed.trouble = Optional.empty();
        }
    }

    void interrupted(GroupKind kind, String why) {
        synchronized (this) {
            Followed followed = kinds.get(kind);
            if (followed == null || followed.trouble.equals(Optional.of(why))) {
                return;
            }
            followed.trouble = Optional.of(why);
        }
        listener.kindChanged(kind);
    }

    private Optional<LiveEntry> forget(ResourceKey key) {
        Optional<LiveEntry> before = Optional.ofNullable(entries.remove(key));
        unindex(before);
        whole.remove(key);
        return before;
    }

    private void index(String application, LiveEntry entry) {
        byApplication.computeIfAbsent(application, app -> new TreeMap<>()).put(entry.key(), entry);
    }

    private void unindex(Optional<LiveEntry> entry) {
        if (entry.isEmpty() || entry.get().application().isEmpty()) {
            return;
        }
        String application = entry.get().application().get();
        Map<ResourceKey, LiveEntry> tracked =
                Objects.requireNonNullElse(byApplication.get(application), new TreeMap<>());
        tracked.remove(entry.get().key());
        if (tracked.isEmpty()) {
            byApplication.remove(application);
        }
    }

    @Override
    public void close() {
        List<Watch> open;
        synchronized (this) {
            closed = true;
            open = kinds.values().stream().flatMap(kind -> kind.watch.stream()).toList();
            kinds.clear();
        }
        open.forEach(Watch::close);
    }
}
