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

    private RefusalKind() {}

    public static Verdict verdict(ApiRefused refused) {
        boolean ofTheManifest =
                refused.code() == BAD_REQUEST
                        || refused.code() == INVALID
                                && ABOUT_OTHERS.stream().noneMatch(refused.getMessage()::contains);
        return new Verdict(
                ofTheManifest ? Verdict.Kind.REFUSED : Verdict.Kind.REFUSED_FOR_NOW,
                Words.of(refused));
    }
}
