package dev.nordbox.appliance.control;

import dev.nordbox.appliance.render.cache.Recall;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose syncs are about to delete something. What is remembered of a render is checked against the
 * files, but by the same program that may be wrong: that is good enough to apply, and not to
 * delete. So while somebody prunes, all that are looked at are what this process has read from the
 * very files, since what is wrong in one memory may be that another application wants the object.
 * Those whose files are not at hand are kept up from memory, and lose nothing; a cascading
 * deletion, which a person has asked for, has nobody read again. Thread safe.
 */
final class DeletionsDue {

    private final Set<AppKey> prunes = ConcurrentHashMap.newKeySet();
    private final Set<AppKey> remakes = ConcurrentHashMap.newKeySet();
    private final Set<AppKey> doubted = ConcurrentHashMap.newKeySet();

    /** Whether this is news, to others as well. */
    boolean prune(AppKey key) {
        return prunes.add(key);
    }

    /**
     * An object is deleted to be made anew: it stays the application's, so others need not be
     * asked.
     */
    boolean remake(AppKey key) {
        return remakes.add(key);
    }

    /** Somebody doubts what is known of it, whoever has read it. */
    void doubt(AppKey key) {
        doubted.add(key);
    }

    boolean prunes(AppKey key) {
        return prunes.contains(key);
    }

    void over(AppKey key) {
        prunes.remove(key);
        remakes.remove(key);
        doubted.remove(key);
    }

    /** What will do for an application. */
    Recall recall(AppKey key) {
        if (doubted.contains(key)) {
            return Recall.REPLACED;
        }
        return prunes.isEmpty() && !remakes.contains(key) ? Recall.TRUSTED : Recall.OWN;
    }
}
