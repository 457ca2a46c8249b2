package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
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
 * @param validate false for {@code Validate=false}
 * @param replace {@code Replace=}
 * @param serverSideApply {@code ServerSideApply=}
 * @param keep {@code helm.sh/resource-policy: keep}
 * @param ignoreExtraneous when it left the repository, the Application is still in sync
 * @param ignoreHealthcheck its health does not count for the Application
 * @param ignoreRestartPolicy a Pod that does not restart is judged as one that does
 * @param unknown entries of {@code sync-options} that nothing follows from
 */
public record ResourceOptions(
        long wave,
        Part part,
        Set<HookType> hooks,
        Set<HookDeletePolicy> deletePolicies,
        Optional<Removal> prune,
        Optional<Removal> delete,
        boolean pruneLast,
        boolean validate,
        boolean skipDryRunOnMissingResource,
        Optional<Boolean> replace,
        boolean force,
        Optional<Boolean> serverSideApply,
        boolean keep,
        boolean ignoreExtraneous,
        boolean ignoreHealthcheck,
        boolean ignoreRestartPolicy,
        List<String> unknown) {

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
        unknown = List.copyOf(unknown);
    }

    public static ResourceOptions of(Manifest manifest) {
        return of(manifest.content());
    }

    /**
     * @param content a whole object, live or wanted
     */
    public static ResourceOptions of(Map<String, Object> content) {
        return new ResourceAnnotations(Fields.map(content, "metadata", "annotations")).read();
    }
}
