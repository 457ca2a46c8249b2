package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends k3s with every pod, mount, interface and packet filter rule of it, and takes it off the
 * host. Volumes and datastore stay unless told otherwise, and with them the token that opens them
 * and the node's password, whose hash the datastore holds: k3s refuses a node of that name with
 * another.
 */
public final class RemoveK3s implements Step {
    static final String LABEL = "end k3s and its pods";

    private static final List<String> PROGRAMS =
            List.of(
                    K3sFiles.BINARY,
                    BeginUpgrade.NEXT,
                    BeginUpgrade.NEXT_IMAGES,
                    UpgradeNote.KEPT,
                    UpgradeNote.PATH,
                    "/usr/local/bin/k3s-killall.sh",
                    SystemdUnit.path(K3sFiles.UNIT),
                    "/etc/rancher/k3s/config.yaml",
                    "/etc/rancher/k3s/k3s.yaml",
                    // Pods' ends, which hold nothing once the pods are gone.
                    "/var/lib/kubelet",
                    "/run/k3s",
                    WantedBaseline.FILE,
                    Note.DIRECTORY + "/" + Note.K3S_STARTED_WITH,
                    Note.DIRECTORY + "/" + AwaitNode.ADDRESS_NOTE,
                    Note.DIRECTORY + "/" + AwaitPolicies.NOTE);

    private static final List<String> DATA =
            List.of("/var/lib/rancher", "/etc/rancher", "/var/log/pods", "/var/log/containers");

    private final K3sFiles files;
    private final RemovalSteps.Data data;

    RemoveK3s(K3sFiles files, RemovalSteps.Data data) {
        this.files = files;
        this.data = data;
    }

    @Override
    public String id() {
        return "remove-k3s";
    }

    @Override
    public String title() {
        return "Remove k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return Removal.query(paths())
                .files(UploadK3s.LINKS)
                .files(List.of(HoldToProfile.MANIFESTS))
                .files(WriteRegistries.FILES)
                .and(UploadOwnImages.ours())
                .units(List.of(K3sFiles.UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        List<Change> changes = removal(facts, spec);
        // The mark goes last of all, so that a removal that was interrupted goes on.
        if (!changes.isEmpty() && !facts.k3s().ours()) {
            throw foreign(facts);
        }
        changes.addAll(0, ReadDumpsIn.leave(facts));
        return changes;
    }

    private ProblemException foreign(HostFacts facts) {
        String found =
                paths().stream()
                        .filter(path -> facts.file(path).isPresent())
                        .collect(Collectors.joining(", "));
        return new ProblemException(
                ExitCode.HOST_REFUSED,
                new Problem(
                        "the Kubernetes on this host is not nordbox's, and stays as it is: "
                                + (found.isEmpty() ? K3sFiles.UNIT : found),
                        facts.machine().hostname(),
                        "see that --host names the box you mean; what another installer brought,"
                                + " its own tool removes (k3s-uninstall.sh, kubeadm reset)"));
    }

    private List<Change> removal(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>();
        if (facts.file(SystemdUnit.path(K3sFiles.UNIT)).isPresent()
                || facts.file("/run/k3s").isPresent()) {
            changes.add(endEverything(spec));
        }
        changes.addAll(Removal.ofUnit(facts, K3sFiles.UNIT));
        changes.addAll(Removal.of(facts, paths()));
        changes.addAll(Removal.of(facts, List.of(HoldToProfile.MANIFESTS)));
        changes.addAll(Removal.of(facts, WriteRegistries.leftBehind(facts)));
        changes.addAll(Removal.of(facts, List.of(WriteRegistries.NOTE_FILE)));
        changes.addAll(UploadOwnImages.takenBack(facts));
        changes.addAll(Removal.of(facts, ourLinks(facts)));
        changes.addAll(Removal.forget(facts, K3sFiles.UNIT));
        return changes;
    }

    /** Our own script, sent along: the host's copy may be gone or not be ours. */
    private Change endEverything(InstallSpec spec) {
        String script = new String(files.killAll(spec).content(), StandardCharsets.UTF_8);
        Command end = Command.script(LABEL, script).within(Duration.ofMinutes(10)).withRoot();
        return Change.running("end k3s and every pod", end);
    }

    private static List<String> ourLinks(HostFacts facts) {
        return UploadK3s.LINKS.stream()
                .filter(link -> facts.file(link).map(UploadK3s::isOurLink).orElse(false))
                .toList();
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>(PROGRAMS);
        if (data == RemovalSteps.Data.DELETE) {
            paths.addAll(DATA);
        }
        return paths;
    }
}
