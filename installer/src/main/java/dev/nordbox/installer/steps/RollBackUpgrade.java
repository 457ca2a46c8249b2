package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes k3s back after an upgrade that failed: the old binary alone could not open what the new one
 * has written, so the datastore goes back with it. Volumes are not touched.
 */
final class RollBackUpgrade implements Step {
    static final String PUT_BACK = "put the old k3s back";

    private static final String CA = "/var/lib/rancher/k3s/server/tls/server-ca.crt";

    @Override
    public String id() {
        return "upgrade-back";
    }

    @Override
    public String title() {
        return "Go back to the old k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .files(List.of(CA, UpgradeNote.PATH))
                .artifacts(List.of(BeginUpgrade.OLD, K3sFiles.BINARY));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UpgradeNote> due =
                BeginUpgrade.due(facts, spec, Phase.FAILED)
                        .filter(note -> !ProveUpgrade.wasLeft(facts));
        if (due.isEmpty()) {
            return List.of();
        }
        UpgradeNote note = due.get();
        return List.of(
                Change.running(
                        "put k3s %s and its images back".formatted(note.from()),
                        HostScript.of(PUT_BACK, "put-k3s-back", RestoreCluster.SNAPSHOT)
                                .within(Duration.ofMinutes(10))),
                Change.running("restore the datastore from before the upgrade", restore(facts)),
                new Change(
                        "note the version that is installed",
                        new WriteFile(UploadK3s.noted(note.from(), kept(facts)))),
                note.at(Phase.RESTORED).noted("note that the old k3s is back"));
    }

    private static String kept(HostFacts facts) {
        return facts.file(BeginUpgrade.OLD).map(FileFacts::sha256).orElse("unknown");
    }

    /** The certificates must come out of the snapshot as they are; those of a kit's box, too. */
    private static Command restore(HostFacts facts) {
        String ca = facts.file(CA).map(FileFacts::sha256).orElse("none");
        return HostScript.of(RestoreCluster.RESTORE, "restore-cluster", RestoreCluster.SNAPSHOT, ca)
                .within(Duration.ofMinutes(10));
    }
}
