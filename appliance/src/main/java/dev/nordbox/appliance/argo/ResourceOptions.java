package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an object's own annotations say of how it is synced, compared, judged and removed.
 *
 * @param wave objects of a lower wave go first; 0 when none is given
 * @param part what the object is to a sync
 * @param hooks when it runs, for a hook; empty otherwise
 * @param deletePolicies when a hook's object is deleted
 * @param prune {@code Prune=}
 * @param delete {@code Delete=}
 * @param replace {@code Replace=}
 * @param keep {@code helm.sh/resource-policy: keep}
 * @param ignoreExtraneous when it left the repository, the Application is still in sync
 * @param ignoreHealthcheck its health does not count for the Application
 * @param deadline for a hook: how long it may take; empty for as long as the sync may
 * @param problems what in its annotations is not understood or not honoured, in a sentence each
 */
public record ResourceOptions(
        long wave,
        Part part,
        Set<HookType> hooks,
        Set<HookDeletePolicy> deletePolicies,
        Optional<Removal> prune,
        Optional<Removal> delete,
        boolean pruneLast,
        Optional<Boolean> replace,
        boolean force,
        boolean keep,
        boolean ignoreExtraneous,
        boolean ignoreHealthcheck,
        Optional<Duration> deadline,
        List<String> problems) {

    /** What an object is to a sync. */
    public enum Part {
        /** Applied and kept. */
        RESOURCE,
        /** Runs at the times of {@link ResourceOptions#hooks()}. */
        HOOK,
        /** {@code hook: Skip}: never applied. */
        SKIPPED,
        /** A hook of a kind that no sync runs (a Helm test, a misspelt type): left out. */
        LEFT_OUT
    }

    public ResourceOptions {
        hooks = Set.copyOf(hooks);
        deletePolicies = Set.copyOf(deletePolicies);
        problems = List.copyOf(problems);
    }

    public static ResourceOptions of(Manifest manifest) {
        return of(manifest.content());
    }

    /** The same of a hook that runs at that time only. */
    public ResourceOptions only(HookType type) {
        return new ResourceOptions(
                wave,
                part,
                Set.of(type),
                deletePolicies,
                prune,
                delete,
                pruneLast,
                replace,
                force,
                keep,
                ignoreExtraneous,
                ignoreHealthcheck,
                deadline,
                problems);
    }

    /**
     * @param content a whole object, live or wanted
     */
    public static ResourceOptions of(Map<String, Object> content) {
        return new ResourceAnnotations(Fields.map(content, "metadata", "annotations")).read();
    }
}
