package dev.nordbox.appliance.why;

import dev.nordbox.appliance.why.Obstacle.Owner;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose the illness of an object is, and what helps: not everything that is ill has pods. */
record Ill(Owner owner, String fix) {

    /** Of which we write the status ourselves, with what helps in its message. */
    private static final Set<String> OURS =
            Set.of(
                    "SealedSecret.bitnami.com",
                    "ExternalSecret.external-secrets.io",
                    "SecretStore.external-secrets.io",
                    "ClusterSecretStore.external-secrets.io");

    /** An object in a message: {@code NAMESPACE/KIND.GROUP/NAME}. */
    private static final Pattern KIND =
            Pattern.compile("(?:^|[ /])(?<kind>[A-Z][A-Za-z]+(?:[.][a-z0-9.-]+)?)/[^ /:]+(?=:|$)");

    private static final Ill WORKLOAD =
            new Ill(Owner.CLUSTER, "see why with kubectl describe and kubectl logs");

    /**
     * @param kind with its group, as keys print it
     */
    static Ill of(String kind) {
        return OURS.contains(kind)
                ? new Ill(
                        Owner.GIT,
                        kind.startsWith("Sealed")
                                ? "do what its message says and push; `secret verify` tells the same"
                                        + " before a push"
                                : "do what its message says, in Git or in the Vault")
                : WORKLOAD;
    }

    /** The same, of the object that a message of a sync names. */
    static Ill named(String message) {
        Matcher object = KIND.matcher(message);
        return object.find() ? of(object.group("kind")) : WORKLOAD;
    }
}
