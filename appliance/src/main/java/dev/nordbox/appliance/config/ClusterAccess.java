package dev.nordbox.appliance.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster and the way in.
 *
 * @param name what destinations call it; empty: it is the only one, and needs none
 * @param kubeconfig its current context is the cluster
 */
public record ClusterAccess(Optional<String> name, Path kubeconfig) {

    /** It is also the name of a folder and of a socket. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,51}[a-z0-9])?");

    private static final Pattern NAMED = Pattern.compile("([^/=]*)=(.+)");
    private static final String OF_ARGO_CD = "in-cluster";

    /** The only cluster there is. */
    public static ClusterAccess only(Path kubeconfig) {
        return new ClusterAccess(Optional.empty(), kubeconfig);
    }

    /**
     * @throws IllegalArgumentException when no cluster may be called so
     */
    public static ClusterAccess named(String name, Path kubeconfig) {
        if (name.equals(OF_ARGO_CD)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is what the first cluster is called anyway; give it a name");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is no name of a cluster: write small letters, digits, '-' and '.',"
                            + " 53 at the most");
        }
        return new ClusterAccess(Optional.of(name), kubeconfig);
    }

    /**
     * As they stand on a command line: one {@code FILE}, or {@code NAME=FILE} for each.
     *
     * @throws IllegalArgumentException when they cannot be told from each other
     */
    public static List<ClusterAccess> parse(List<String> texts) {
        List<ClusterAccess> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            Matcher named = NAMED.matcher(text);
            if (!named.matches()) {
                if (texts.size() > 1) {
                    throw new IllegalArgumentException(
                            "of several kubeconfigs each needs a name: write NAME=" + text);
                }
                return List.of(only(Path.of(text)));
            }
            if (!names.add(named.group(1))) {
                throw new IllegalArgumentException(
                        "two clusters are called " + named.group(1) + "; name one otherwise");
            }
            all.add(named(named.group(1), Path.of(named.group(2))));
        }
        return List.copyOf(all);
    }
}
