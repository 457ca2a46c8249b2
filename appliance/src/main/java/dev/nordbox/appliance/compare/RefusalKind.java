package dev.nordbox.appliance.compare;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.sync.Verdict;
import java.util.List;

/**
 * Tells a refusal that only another manifest ends from one that may end when more of the set is
 * stored: a role that a binding names, a quota that is raised, a policy that is relaxed, a webhook
 * whose server comes up.
 */
public final class RefusalKind {

    private static final int BAD_REQUEST = 400;
    private static final int INVALID = 422;

    /** Sentences of a 422 that speak of other objects, not of the manifest (Kubernetes 1.36). */
    private static final List<String> ABOUT_OTHERS =
            List.of(
                    "provided port is already allocated",
                    "provided IP is already allocated",
                    "ValidatingAdmissionPolicy",
                    "admission webhook",
                    "failed calling webhook");

    /** How a 422 says that the field is fine, but not for the object that is there. */
    private static final List<String> NOT_TO_BE_CHANGED =
            List.of(
                    " immutable", // a word of the sentence, not the name of a key in it
                    "Forbidden: updates to ",
                    "are forbidden", // StorageClass: updates to parameters are forbidden
                    "pod updates may not change fields",
                    "may not be changed",
                    "may not change once set",
                    "cannot change roleRef");

    private RefusalKind() {}

    public static Verdict verdict(ApiRefused refused) {
        if (isOfFixedFields(refused)) {
            return new Verdict(Verdict.Kind.UNCHANGEABLE, Words.of(refused));
        }
        boolean ofTheManifest =
                refused.code() == BAD_REQUEST || refused.code() == INVALID && !isOfOthers(refused);
        return new Verdict(
                ofTheManifest ? Verdict.Kind.REFUSED : Verdict.Kind.REFUSED_FOR_NOW,
                Words.of(refused));
    }

    /** The object that is there cannot become the wanted one; a new one may be it. */
    public static boolean isOfFixedFields(ApiRefused refused) {
        return refused.code() == INVALID
                && !isOfOthers(refused)
                && NOT_TO_BE_CHANGED.stream().anyMatch(refused.getMessage()::contains);
    }

    private static boolean isOfOthers(ApiRefused refused) {
        return ABOUT_OTHERS.stream().anyMatch(refused.getMessage()::contains);
    }
}
