package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an object asks for by annotations, as Argo CD reads them, and does not get here. */
final class ObjectOptions {

    private static final String SYNC = "argocd.argoproj.io/sync-options";
    private static final String COMPARE = "argocd.argoproj.io/compare-options";
    private static final String KEEP = "helm.sh/resource-policy";

    private static final Set<String> GRANTED =
            Set.of(
                    // read from the live object when something is to be deleted
                    "Prune=true",
                    "Prune=false",
                    "Prune=confirm",
                    "Delete=true",
                    "Delete=false",
                    "Delete=confirm",
                    // what is always done
                    "ServerSideApply=true",
                    "PruneLast=true",
                    "Validate=true",
                    "Replace=false",
                    "Force=false",
                    // A kind that the revision brings is dry-run once it is served, and one that
                    // nothing brings is refused in any case.
                    "SkipDryRunOnMissingResource=true",
                    "SkipDryRunOnMissingResource=false");

    /** Objects are compared by the server's dry run, admission included. */
    private static final Set<String> COMPARED =
            Set.of("ServerSideDiff=true", "IncludeMutationWebhook=true");

    private ObjectOptions() {}

    /** All that is not honoured, by name; empty when there is nothing. */
    static Optional<String> problem(Manifest manifest) {
        List<String> names = new ArrayList<>();
        names.addAll(notIn(GRANTED, SYNC, manifest));
        names.addAll(notIn(COMPARED, COMPARE, manifest));
        if (!names.isEmpty()) {
            return Optional.of(
                    String.join(", ", names)
                            + " is not honoured yet; take it out of the annotation");
        }
        return manifest.annotation(KEEP)
                .filter(policy -> policy.trim().equals("keep"))
                .map(
                        policy ->
                                KEEP
                                        + ": keep is not honoured yet; write Delete=false into the"
                                        + " annotation "
                                        + SYNC);
    }

    private static List<String> notIn(Set<String> granted, String annotation, Manifest manifest) {
        return Arrays.stream(manifest.annotation(annotation).orElse("").split(","))
                .map(String::trim)
                .filter(option -> !option.isEmpty() && !granted.contains(option))
                .map(option -> annotation + ": " + option)
                .toList();
    }
}
