package dev.nordbox.appliance.argo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code syncOptions} of an Application or of one operation. Argo CD knows an option only when it
 * is written exactly: no space, no other case. Meanings and defaults:
 *
 * @param prune whether objects that left the repository go, when the object itself does not say
 * @param delete the same for when the Application is deleted
 * @param pruneLast what left the repository goes after all that is wanted is applied and healthy
 * @param prunePropagation what happens to what a pruned object owns
 * @param validate fields that the schema does not know are refused
 * @param skipDryRunOnMissingResource an object of a kind that is not served yet is not tried first
 * @param applyOutOfSyncOnly what is in sync already is not applied again
 * @param createNamespace the destination namespace is made when it is missing
 * @param replace objects are put in place whole instead of applied
 * @param serverSideApply apply on the server
 * @param clientSideApplyMigration fields of a client-side apply are taken over first
 * @param failOnSharedResource the sync fails when another Application has one of the objects
 * @param respectIgnoreDifferences ignored fields are not applied, either
 * @param written the entries as they were written, for the status
 */
public record SyncOptions(
        Optional<Removal> prune,
        Optional<Removal> delete,
        boolean pruneLast,
        PropagationPolicy prunePropagation,
        boolean validate,
        boolean skipDryRunOnMissingResource,
        boolean applyOutOfSyncOnly,
        boolean createNamespace,
        boolean replace,
        boolean serverSideApply,
        boolean clientSideApplyMigration,
        boolean failOnSharedResource,
        boolean respectIgnoreDifferences,
        List<String> written) {

    /** No option is given. */
    public static final SyncOptions NONE = parse(List.of());

    private static final Set<String> SWITCHES =
            Set.of(
                    "PruneLast",
                    "Validate",
                    "SkipDryRunOnMissingResource",
                    "ApplyOutOfSyncOnly",
                    "CreateNamespace",
                    "Replace",
                    "ServerSideApply",
                    "ClientSideApplyMigration",
                    "FailOnSharedResource",
                    "RespectIgnoreDifferences");

    public SyncOptions {
        written = List.copyOf(written);
    }

    /** Reads the list; what is not known changes nothing and is in {@link #unknown()}. */
    public static SyncOptions parse(List<String> options) {
        Set<String> has = new HashSet<>(options);
        return new SyncOptions(
                Removal.named("Prune", options),
                Removal.named("Delete", options),
                has.contains("PruneLast=true"),
                PropagationPolicy.of(has),
                !has.contains("Validate=false"),
                has.contains("SkipDryRunOnMissingResource=true"),
                has.contains("ApplyOutOfSyncOnly=true"),
                has.contains("CreateNamespace=true"),
                has.contains("Replace=true"),
                has.contains("ServerSideApply=true"),
                !has.contains("ClientSideApplyMigration=false"),
                has.contains("FailOnSharedResource=true"),
                has.contains("RespectIgnoreDifferences=true"),
                options);
    }

    /** The entries that nothing follows from, here or in Argo CD. */
    public List<String> unknown() {
        return written.stream()
                .filter(option -> !OptionSpelling.isKnown(option, SWITCHES))
                .filter(option -> !PropagationPolicy.isOption(option))
                .toList();
    }

    /** Whether a live object goes that left the repository; its own word counts more. */
    public Removal pruneOf(ResourceOptions live) {
        return live.prune().or(this::prune).orElse(Removal.ALLOWED);
    }

    /** Whether a live object goes with the Application. */
    public Removal deleteOf(ResourceOptions live) {
        return live.keep() ? Removal.NEVER : live.delete().or(this::delete).orElse(Removal.ALLOWED);
    }

    /**
     * Whether a wanted object is put in place whole. {@code Replace=false} of the object ends that
     * of the Application, which Argo CD documents and does not do.
     */
    public boolean replaces(ResourceOptions wanted) {
        return wanted.replace().orElse(replace);
    }
}
