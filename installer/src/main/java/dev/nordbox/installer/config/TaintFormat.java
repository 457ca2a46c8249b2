package dev.nordbox.installer.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A taint of the box's only node, which must not keep k3s' own pods off it: there is no other node
 * that these could run on.
 *
 * @param disabled packaged components that are left out
 */
record TaintFormat(List<String> disabled) implements Format {
    private static final Pattern TAINT =
            Pattern.compile("([^=:]+)(?:=([^:]*))?:(NoSchedule|NoExecute|PreferNoSchedule)");
    private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

    /** What k3s' own pods tolerate, as its manifests have it. */
    private static final List<String> TOLERATED =
            List.of(
                    "CriticalAddonsOnly:NoSchedule",
                    "CriticalAddonsOnly:NoExecute",
                    CONTROL_PLANE + ":NoSchedule");

    /** Pods by the component that brings them. */
    private static final Map<String, String> PODS =
            new TreeMap<>(
                    Map.of(
                            "coredns", "coredns",
                            "traefik", "traefik",
                            "servicelb", "svclb",
                            "metrics-server", "metrics-server",
                            "local-storage", "local-path-provisioner"));

    @Override
    public Optional<Complaint> check(String text) {
        Matcher parts = TAINT.matcher(text);
        boolean good =
                parts.matches()
                        && KubernetesFormats.LABEL_KEY.check(parts.group(1)).isEmpty()
                        && (parts.group(2) == null
                                || KubernetesFormats.LABEL_VALUE_FORMAT
                                        .check(parts.group(2))
                                        .isEmpty());
        if (!good) {
            return Format.wrong(
                    text,
                    "a taint",
                    "write key=value:EFFECT; it is NoSchedule, NoExecute or PreferNoSchedule");
        }
        Taint taint = Taint.of(text);
        if (!taint.key().equals(CONTROL_PLANE)
                && KubernetesFormats.NODE_LABEL_KEY.check(taint.key()).isPresent()) {
            return Optional.of(
                    new Complaint(
                            '"' + taint.key() + "\" is a taint that others write",
                            "take a prefix of your own: example.no/"
                                    + taint.key().substring(taint.key().indexOf('/') + 1)));
        }
        return keptOff(taint);
    }

    private Optional<Complaint> keptOff(Taint taint) {
        if (taint.effect().equals("PreferNoSchedule")) {
            return Optional.empty(); // on a single node nobody is kept off by it
        }
        List<String> off = new ArrayList<>();
        boolean tolerated = TOLERATED.contains(taint.id());
        PODS.forEach(
                (component, pod) -> {
                    if (!disabled.contains(component)
                            && (!tolerated || component.equals("traefik"))) {
                        // Traefik tolerates it; the job that installs it tolerates nothing.
                        off.add(tolerated ? "helm-install-traefik" : pod);
                    }
                });
        return off.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Complaint(
                                "\"%s\" keeps k3s' own pods off the only node that there is: %s"
                                        .formatted(taint.text(), String.join(", ", off)),
                                tolerated
                                        ? "leave traefik out (`k3s.disable: [traefik]`), or write"
                                                + " PreferNoSchedule"
                                        : "write PreferNoSchedule, which keeps nobody off, or keep"
                                                + " your pods apart by nodeSelector"));
    }
}
