package dev.nordbox.installer.steps;

import dev.nordbox.installer.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which minor releases of k3s this nordbox has been tried with. Another one is somebody's own to
 * try: they are told, and never refused.
 */
public final class TriedK3s {
    static final K3sVersion OLDEST = K3sVersion.parse("v1.34.0").orElseThrow();
    static final K3sVersion NEWEST = K3sVersion.parse("v1.37.0").orElseThrow();

    /** Of each minor release the first that knows secretbox; none before 1.30 does. */
    private static final List<K3sVersion> SECRETBOX =
            List.of("v1.30.12+k3s1", "v1.31.8+k3s1", "v1.32.4+k3s1", "v1.33.0+k3s1").stream()
                    .map(text -> K3sVersion.parse(text).orElseThrow())
                    .toList();

    private static final int MINOR_OF_ADMISSION_POLICIES = 30;

    private TriedK3s() {}

    /**
     * @param version as k3s says it
     * @return what is to be told of one that has not been tried; empty too for a build of
     *     somebody's own that counts otherwise
     */
    public static Optional<Problem> warning(String version) {
        return K3sVersion.parse(version)
                .filter(k3s -> minorsFrom(OLDEST, k3s) < 0 || minorsFrom(NEWEST, k3s) > 0)
                .map(TriedK3s::untried);
    }

    private static Problem untried(K3sVersion k3s) {
        List<String> lacks = lacks(k3s);
        return new Problem(
                "this nordbox has been tried with k3s v%d.%d to v%d.%d, and not with %s"
                                .formatted(
                                        OLDEST.major(),
                                        OLDEST.minor(),
                                        NEWEST.major(),
                                        NEWEST.minor(),
                                        k3s.text())
                        + (lacks.isEmpty() ? "" : ": " + String.join("; ", lacks)),
                "k3s.version",
                "name a release of those, or try this one on a server that nobody will miss");
    }

    /** What is known of old ones. */
    private static List<String> lacks(K3sVersion k3s) {
        List<String> lacks = new ArrayList<>();
        if (minorsFrom(OLDEST, k3s) < 0 && !knowsSecretbox(k3s)) {
            lacks.add("it has no secretbox, and encrypts Secrets with aescbc");
        }
        if (k3s.major() == OLDEST.major() && k3s.minor() < MINOR_OF_ADMISSION_POLICIES) {
            lacks.add("it has no ValidatingAdmissionPolicy of v1, and a profile cannot do without");
        }
        return lacks;
    }

    private static boolean knowsSecretbox(K3sVersion k3s) {
        K3sVersion last = SECRETBOX.get(SECRETBOX.size() - 1);
        return minorsFrom(last, k3s) > 0
                || SECRETBOX.stream()
                        .anyMatch(
                                first -> minorsFrom(first, k3s) == 0 && k3s.compareTo(first) >= 0);
    }

    private static int minorsFrom(K3sVersion one, K3sVersion other) {
        return other.major() == one.major()
                ? other.minor() - one.minor()
                : other.major() - one.major();
    }
}
