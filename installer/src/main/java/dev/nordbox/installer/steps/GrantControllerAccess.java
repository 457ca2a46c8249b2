package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes the controller's kubeconfig: the token of its own account, which never leaves the box.
 * Written anew when the file, the token or the cluster's CA changed.
 */
public final class GrantControllerAccess implements Step {
    /** {@code UID SUM-OF-CA SUM-OF-FILE}, left by the script. */
    static final String NOTE = "controller-access";

    private static final String CA = "/var/lib/rancher/k3s/server/tls/server-ca.crt";

    private static final Command WRITE =
            HostScript.of(
                            "write the controller's kubeconfig",
                            "write-controller-kubeconfig",
                            ControllerPaths.KUBECONFIG,
                            ControllerAccess.NAMESPACE,
                            ControllerAccess.TOKEN,
                            CA,
                            NOTE)
                    .within(Duration.ofMinutes(5));

    @Override
    public String id() {
        return "controller-access";
    }

    @Override
    public String title() {
        return "Let the controller into the cluster";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .files(List.of(ControllerPaths.KUBECONFIG, CA))
                .cluster(ClusterPart.LABELLED);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (isCurrent(facts)) {
            return List.of();
        }
        return List.of(
                Change.running("write " + ControllerPaths.KUBECONFIG, WRITE)
                        .because("it is not there, or not of the cluster's CA and token"));
    }

    private static boolean isCurrent(HostFacts facts) {
        Optional<FileFacts> file = facts.file(ControllerPaths.KUBECONFIG);
        Optional<String> ca = facts.file(CA).map(FileFacts::sha256);
        Optional<String> token = facts.cluster().flatMap(ClusterFacts::controllerToken);
        if (file.isEmpty() || ca.isEmpty() || token.isEmpty()) {
            return false;
        }
        String now = String.join(" ", token.get(), ca.get(), file.get().sha256());
        return facts.note(NOTE).equals(Optional.of(now))
                && file.get().mode().equals("0640")
                && file.get().owner().equals("root:nordbox");
    }
}
