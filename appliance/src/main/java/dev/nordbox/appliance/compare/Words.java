package dev.nordbox.appliance.compare;

import dev.nordbox.appliance.cluster.ClusterException;

/** The server's sentence, short enough for a status, with what to do where we know it. */
public final class Words {

    /** An immutable field makes the server quote a whole pod template in Go's spelling. */
    private static final int LONGEST = 600;

    private Words() {}

    public static String of(ClusterException problem) {
        return of(problem.getMessage());
    }

    public static String of(String message) {
        return shown(message) + remedy(message);
    }

    /** The sentence alone, for whoever has a better remedy. */
    public static String shown(String message) {
        return message.length() > LONGEST
                ? message.substring(0, LONGEST / 2)
                        + " … "
                        + message.substring(message.length() - LONGEST / 2)
                : message;
    }

    private static String remedy(String message) {
        if (message.startsWith("namespaces \"") && message.endsWith("not found")) {
            return "; add a Namespace manifest, or syncOptions: [CreateNamespace=true] to the"
                    + " Application";
        }
        if (message.contains("field is immutable")) {
            return "; annotate the manifest with argocd.argoproj.io/sync-options: Force=true to"
                    + " have the object deleted and made anew";
        }
        if (message.contains("may not be specified when strategy `type` is")) {
            return "; what the server filled in for the old type is in the way: annotate the"
                    + " manifest with argocd.argoproj.io/sync-options: Replace=true for one sync";
        }
        if (message.contains("request is too large")) {
            return "; split it, the store takes about 1.5 MB with all bookkeeping";
        }
        return "";
    }
}
