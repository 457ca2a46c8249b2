package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code operation.sync}.
 *
 * @param revision what to sync to; {@code ""} for the Application's own targetRevision
 * @param revisions the same, one for each of several sources
 * @param dryRun change nothing, only say what would happen
 * @param options the options of this sync alone: the Application's do not count beside them
 * @param resources only these; empty: all. With some, hooks are skipped and no history is written
 * @param manifests documents to sync instead of those of the source
 * @param source instead of the Application's own, as written
 * @param sources instead of the Application's own, as written
 * @param selfHealAttempts how often the same revision has been healed; Argo CD's {@code
 *     autoHealAttemptsCount}
 */
public record SyncRequest(
        String revision,
        List<String> revisions,
        boolean prune,
        boolean dryRun,
        SyncOptions options,
        List<Selected> resources,
        List<String> manifests,
        Optional<Map<String, Object>> source,
        List<Map<String, Object>> sources,
        Strategy strategy,
        long selfHealAttempts) {

    public SyncRequest {
        revisions = List.copyOf(revisions);
        resources = List.copyOf(resources);
        manifests = List.copyOf(manifests);
        sources = List.copyOf(sources);
    }

    /**
     * A sync of everything.
     *
     * @param revisions of several sources; {@code revision} is {@code ""} then
     */
    public static SyncRequest to(
            String revision, List<String> revisions, boolean prune, SyncOptions options) {
        return new SyncRequest(
                revision,
                revisions,
                prune,
                false,
                options,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Strategy.HOOK,
                0);
    }

    /** The same for these objects alone. */
    public SyncRequest only(List<Selected> chosen, long attempts) {
        return new SyncRequest(
                revision, revisions, prune, dryRun, options, chosen, manifests, source, sources,
                strategy, attempts);
    }

    /** It says where its manifests come from, instead of leaving that to the Application. */
    public boolean namesItsOrigin() {
        return !revision.isEmpty()
                || !revisions.isEmpty()
                || source.isPresent()
                || !sources.isEmpty();
    }

    /** Hooks of the sync phases do not run. */
    public boolean skipsHooks() {
        return !resources.isEmpty() || strategy.apply();
    }

    /**
     * How to apply.
     *
     * @param apply without hooks
     * @param force delete and create again what cannot be changed
     */
    public record Strategy(boolean apply, boolean force) {
        /** Argo CD's default. */
        public static final Strategy HOOK = new Strategy(false, false);
    }

    /**
     * One object, or several by {@code *}.
     *
     * @param namespace {@code ""} for whichever
     */
    public record Selected(String group, String kind, String namespace, String name) {

        /** Whether the object is meant. */
        public boolean matches(
                String itsGroup, String itsKind, String itsNamespace, String itsName) {
            return is(group, itsGroup)
                    && is(kind, itsKind)
                    && is(name, itsName)
                    && (namespace.isEmpty() || is(namespace, itsNamespace));
        }

        private static boolean is(String wanted, String actual) {
            return wanted.equals("*") || wanted.equals(actual);
        }
    }
}
