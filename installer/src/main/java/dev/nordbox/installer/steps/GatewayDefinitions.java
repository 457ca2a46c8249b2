package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Gateway API's definitions, which k3s brings along and others do, too. Going back to what was
 * kept of the old k3s meets none of this: its datastore comes back as it was, past all admission.
 */
public final class GatewayDefinitions {
    static final String LABEL = "ask whose the Gateway API's definitions are";

    /** The packaged component that they are, as {@code k3s.disable} names it. */
    static final String COMPONENT = "gateway-api-crd";

    private static final Command ASK =
            HostScript.of(LABEL, "gateway-definitions").within(Duration.ofMinutes(3));
    private static final String POLICY = "policy";
    private static final String REFUSER = "safe-upgrades.gateway.networking.k8s.io";
    private static final String NONE = "-";

    /**
     * From here on they are a chart of k3s' own, which takes over what is there (k3s-io/k3s#14565).
     */
    private static final int MINOR_OF_OWN_CHART = 37;

    /**
     * From here on what k3s brings is v1.5 or later (k3s-io/k3s#14567), which the policy lets in.
     */
    private static final int MINOR_OF_V1_5 = 36;

    private GatewayDefinitions() {}

    /** A warning for each thing that would go wrong at the hop's end; none when nobody answers. */
    public static List<Problem> inTheWayOf(UpgradePath path, Host host, BoxConfig config)
            throws ProblemException {
        List<String> lines = host.run(ASK).stdout().lines().toList();
        List<Problem> warnings = new ArrayList<>();
        if (path.to().minor() >= MINOR_OF_OWN_CHART
                && !config.k3s().disable().contains(COMPONENT)) {
            takenOver(lines, path.to(), host.name()).ifPresent(warnings::add);
        }
        if (path.to().minor() < MINOR_OF_V1_5 && lines.contains(POLICY)) {
            warnings.add(refused(path.to(), host.name()));
        }
        return warnings;
    }

    private static Optional<Problem> takenOver(List<String> lines, K3sVersion to, String host) {
        List<String[]> tracked =
                lines.stream()
                        .map(line -> line.split(" "))
                        .filter(words -> words.length == 3 && !words[1].equals(NONE))
                        .toList();
        return tracked.stream()
                .findFirst()
                .map(
                        first ->
                                new Problem(
                                        "k3s %s brings the Gateway API's definitions itself, and takes over the %d that come from Git (of %s)"
                                                .formatted(to.text(), tracked.size(), first[2]),
                                        "%s: %s".formatted(host, first[1]),
                                        "leave them to one of the two: name %s in `k3s.disable`, or take them out of Git"
                                                .formatted(COMPONENT)));
    }

    private static Problem refused(K3sVersion to, String host) {
        return new Problem(
                "the cluster refuses definitions of the Gateway API from before v1.5, and k3s %s may bring such"
                        .formatted(to.text()),
                "%s: ValidatingAdmissionPolicy %s".formatted(host, REFUSER),
                "name traefik in `k3s.disable` if you do not use it; else take the policy away before you upgrade, or the job helm-install-traefik-crd fails again and again");
    }
}
