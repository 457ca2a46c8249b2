package dev.nordbox.appliance.argo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the options that an object's annotations name: nothing is passed over. */
final class ObjectOptions {

    private static final String ARGO = "argocd.argoproj.io/";

    /** {@code true} is what happens anyway, or is asked for; {@code false} of some is not done. */
    private static final Set<String> SWITCHES =
            Set.of(
                    "PruneLast",
                    "Replace",
                    "Force",
                    "Validate",
                    "ServerSideApply",
                    "ClientSideApplyMigration",
                    "SkipDryRunOnMissingResource");

    private static final Set<String> UNHONOURED =
            Set.of("Validate=false", "ServerSideApply=false", "ClientSideApplyMigration=false");

    private static final Set<String> COMPARE =
            Set.of(
                    "IgnoreExtraneous",
                    "ServerSideDiff=true",
                    "ServerSideDiff=false",
                    "IncludeMutationWebhook=true");

    private ObjectOptions() {}

    /** One sentence each. */
    static List<String> problems(
            List<String> sync, List<String> compare, List<String> deletePolicies) {
        List<String> problems = new ArrayList<>();
        sync.forEach(option -> ofSync(option).ifPresent(problems::add));
        compare.stream()
                .filter(option -> !COMPARE.contains(option))
                .map(
                        option ->
                                ARGO
                                        + "compare-options: '"
                                        + option
                                        + "' is not known and changes nothing")
                .forEach(problems::add);
        deletePolicies.stream()
                .filter(policy -> HookDeletePolicy.of(policy).isEmpty())
                .map(policy -> ARGO + "hook-delete-policy: '" + policy + "' is not known")
                .forEach(problems::add);
        return problems;
    }

    private static Optional<String> ofSync(String option) {
        if (UNHONOURED.contains(option)) {
            return Optional.of(
                    ARGO
                            + "sync-options: '"
                            + option
                            + "' is not honoured; the sync goes on without it");
        }
        if (OptionSpelling.isKnown(option, SWITCHES)) {
            return Optional.empty();
        }
        return Optional.of(
                Removal.isNamedBy(option)
                        ? notUnderstood(option)
                        : ARGO + "sync-options: '" + option + "' is not known and changes nothing");
    }

    /** Nothing is deleted because of a slip. */
    static String notUnderstood(String option) {
        return ARGO
                + "sync-options: '"
                + option
                + "' is not understood, so the object is not deleted; write true, false or confirm";
    }
}
