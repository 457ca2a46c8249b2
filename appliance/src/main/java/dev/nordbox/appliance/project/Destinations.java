package dev.nordbox.appliance.project;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Destination;
import dev.nordbox.appliance.argo.Wildcard;
import java.util.List;
import java.util.regex.Pattern;

/** {@code destinations} of a project, with the meaning that Argo CD's code gives them. */
final class Destinations {

    private static final Pattern OTHER_NAMES =
            Pattern.compile(
                    "(?i)^(!?)https://kubernetes\\.default(?:\\.svc(?:\\.cluster\\.local)?)?\\.?"
                            + "(?::443)?/*$");

    private Destinations() {}

    /** One entry has to match, and none may forbid, by whatever name of the cluster. */
    static boolean allow(List<Destination> entries, ClusterNames cluster, String to) {
        boolean allowed = false;
        for (Destination entry : entries) {
            boolean server =
                    names(
                            ClusterNames.normal(inCluster(entry.server())),
                            cluster.servers().stream().map(ClusterNames::normal).toList());
            boolean name = names(entry.name(), cluster.names());
            boolean namespace = matches(entry.namespace(), to);
            if ((server || name) && namespace) {
                allowed = true;
            } else if (forbids(entry.server(), server) && namespace
                    || forbids(entry.name(), name) && namespace
                    || forbids(entry.namespace(), namespace) && (server || name)) {
                return false;
            }
        }
        return allowed;
    }

    /** The API server of a cluster has more names inside it than the one that Argo CD writes. */
    private static String inCluster(String pattern) {
        return OTHER_NAMES.matcher(pattern).replaceFirst("$1" + Destination.IN_CLUSTER_SERVER);
    }

    /** One that forbids does so by each of the cluster's names. */
    private static boolean names(String pattern, List<String> cluster) {
        return pattern.startsWith("!")
                ? cluster.stream().allMatch(one -> matches(pattern, one))
                : !pattern.isEmpty() && cluster.stream().anyMatch(one -> matches(pattern, one));
    }

    /** One that forbids matches what it does not name. */
    private static boolean matches(String pattern, String text) {
        return pattern.startsWith("!")
                ? !Wildcard.matches(pattern.substring(1), text)
                : Wildcard.matches(pattern, text);
    }

    private static boolean forbids(String pattern, boolean matched) {
        return pattern.startsWith("!") && !matched;
    }
}
