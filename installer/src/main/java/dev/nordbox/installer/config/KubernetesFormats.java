package dev.nordbox.installer.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Kubernetes and k3s write names, quantities and versions. */
final class KubernetesFormats {
    /** RFC 1123 label, as the API server demands it of namespaces. */
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private static final Pattern LABEL_VALUE =
            Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    static final Format POD_SECURITY =
            Format.oneOf(List.of("restricted", "baseline", "privileged"));

    /** What k3s packages and {@code --disable} takes. */
    static final Format PACKAGED =
            Format.oneOf(
                    List.of(
                            "coredns",
                            "gateway-api-crd",
                            "servicelb",
                            "traefik",
                            "local-storage",
                            "metrics-server"));

    static final Format K3S_VERSION =
            Format.matching(
                    "v\\d+\\.\\d+\\.\\d+(-rc\\d+)?\\+k3s\\d+",
                    "a k3s version",
                    "write it as k3s' release page does: v1.36.4+k3s1");

    static final Format NAMESPACE_NAME =
            Format.matching(
                    LABEL,
                    "a namespace's name",
                    "use at most 63 lower-case letters, digits and `-`");

    /** apimachinery's quantity grammar, less the sign: nothing here may be negative. */
    static final Format QUANTITY =
            Format.matching(
                    "(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?",
                    "a quantity",
                    "write it as Kubernetes does: 500m, 2, 64Mi, 1.5Gi");

    static final Format LABEL_KEY =
            Format.matching(
                    "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
                    "a label's key",
                    "write `name` or `prefix.example/name`");

    /** Kubernetes' own names are what its parts and clouds write, and nordbox's are ours. */
    private static final Pattern NOT_YOURS =
            Pattern.compile("(.*\\.)?(kubernetes\\.io|k8s\\.io|k3s\\.io|nordbox\\.no)/.*");

    private static final Pattern YOURS =
            Pattern.compile(
                    "(node-role\\.kubernetes\\.io/[^/]+"
                            + "|topology\\.kubernetes\\.io/(region|zone)"
                            + "|node\\.kubernetes\\.io/exclude-from-external-load-balancers"
                            + "|node-restriction\\.kubernetes\\.io/(?!nordbox)[^/]+"
                            + "|svccontroller\\.k3s\\.cattle\\.io/[^/]+)");

    static final Format NODE_LABEL_KEY =
            text -> {
                if (NOT_YOURS.matcher(text).matches() && !YOURS.matcher(text).matches()
                        || text.matches(
                                "node-role\\.kubernetes\\.io/(control-plane|etcd|master)")) {
                    return Optional.of(
                            new Format.Complaint(
                                    '"' + text + "\" is a label that others write",
                                    "take a prefix of your own: example.no/"
                                            + text.substring(text.indexOf('/') + 1)));
                }
                return LABEL_KEY.check(text);
            };

    static final Format LABEL_VALUE_FORMAT =
            text ->
                    LABEL_VALUE.matcher(text).matches()
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a label's value",
                                    "use at most 63 letters, digits, `-`, `_` and `.`");

    /** Countable or measurable: {@code pods}, {@code requests.cpu}, {@code count/jobs.batch}. */
    static final Format RESOURCE_NAME =
            Format.matching(
                    "[a-z0-9]([-a-zA-Z0-9./]{0,250}[a-zA-Z0-9])?",
                    "a resource's name",
                    "for example pods, requests.cpu, limits.memory, services.loadbalancers");

    private KubernetesFormats() {}
}
