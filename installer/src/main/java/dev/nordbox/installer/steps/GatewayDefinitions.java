package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Gateway API's definitions, which k3s brings along and others do, too. Going back to what was
 * kept of the old k3s meets none of this: its datastore comes back as it was, past all admission.
 */
public final class GatewayDefinitions {
    static final String LABEL = "ask whose the Gateway API's definitions are";

    private static final Command ASK =
            HostScript.of(LABEL, "gateway-definitions").within(Duration.ofMinutes(3));
    private static final String POLICY = "policy";
    private static final String REFUSER = "safe-upgrades.gateway.networking.k8s.io";
    private static final String LEFT_OUT = "left-out";
    private static final String WITHOUT_TRAEFIK = "without-traefik";
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

    /**
     * A warning for each thing that would go wrong at the hop's end, by the configuration that the
     * new k3s will start with, which is the host's; none when nobody answers.
     */
    public static List<Problem> inTheWayOf(UpgradePath path, Host host) throws ProblemException {
        List<String> lines = host.run(ASK).stdout().lines().toList();
        List<Problem> warnings = new ArrayList<>();
        if (path.to().minor() >= MINOR_OF_OWN_CHART && !lines.contains(LEFT_OUT)) {
            takenOver(lines, path.to(), host.name()).ifPresent(warnings::add);
        }
        if (path.to().minor() < MINOR_OF_V1_5
                && lines.contains(POLICY)
                && !lines.contains(WITHOUT_TRAEFIK)) {
            warnings.add(refused(path.to(), host.name()));
        }
        return warnings;
    }

    private static Optional<Problem> takenOver(List<String> lines, K3sVersion to, String host) {
        List<Definition> others = lines.stream().flatMap(Definition::in).toList();
        return others.stream()
                .min(Comparator.comparing(Definition::isFromGit).reversed())
                .map(
                        one ->
                                new Problem(
                                        "k3s %s brings the Gateway API's definitions itself, and takes over the %d that others brought"
                                                .formatted(to.text(), others.size()),
                                        host + ": " + one,
                                        "leave them to one of the two: name gateway-api-crd in `k3s.disable` and run `up` before you upgrade, or take them out of Git"));
    }

    private static Problem refused(K3sVersion to, String host) {
        return new Problem(
                "the cluster refuses definitions of the Gateway API from before v1.5, and k3s %s may bring such"
                        .formatted(to.text()),
                "%s: ValidatingAdmissionPolicy %s".formatted(host, REFUSER),
                "name traefik in `k3s.disable` and run `up`, if you do not use it; else take the policy away before you upgrade, or the job helm-install-traefik-crd fails again and again");
    }

    /** {@code NAME RELEASE TRACKING}. */
    private record Definition(String name, String release, String tracking) {
        static Stream<Definition> in(String line) {
            String[] words = line.split(" ");
            return words.length == 3
                    ? Stream.of(new Definition(words[0], words[1], words[2]))
                    : Stream.empty();
        }

        boolean isFromGit() {
            return !tracking.equals(NONE);
        }

        @Override
        public String toString() {
            return "%s%s, %s"
                    .formatted(
                            name,
                            release.equals(NONE) ? "" : " of " + release,
                            isFromGit() ? "from Git as " + tracking : "not from Git");
        }
    }
}
