package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.util.List;
import java.util.Optional;

/** Forgets what was kept, the note last of all, and tells of an upgrade that was undone. */
final class EndUpgrade implements Step {

    @Override
    public String id() {
        return "upgrade-end";
    }

    @Override
    public String title() {
        return "End the upgrade";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UpgradeNote> due = BeginUpgrade.due(facts, spec, Phase.values());
        if (due.isEmpty()) {
            return List.of();
        }
        Command forget =
                Command.of(
                                "rm",
                                "-rf",
                                "--",
                                UpgradeNote.KEPT,
                                BeginUpgrade.NEXT,
                                BeginUpgrade.NEXT_IMAGES)
                        .withRoot();
        Command end = Command.of("rm", "-f", UpgradeNote.PATH).withRoot();
        return List.of(
                Change.running("remove what was kept for the way back", forget),
                new Change(
                        "note that the upgrade is over",
                        (host, progress) -> {
                            host.run(end).orFail(host, end);
                            tellIfUndone(host.name(), due.get());
                        }));
    }

    private static void tellIfUndone(String host, UpgradeNote note) throws ProblemException {
        if (note.phase() == Phase.UNDONE) {
            throw new ProblemException(
                    ExitCode.UPGRADE_UNDONE,
                    new Problem(
                            "k3s %s was started and failed: %s; k3s is %s again, with the datastore"
                                            .formatted(note.to(), note.why(), note.from())
                                    + " from before the upgrade, and passed the same probes",
                            host,
                            "what was changed in the cluster meanwhile is gone, volumes are untouched;"
                                    + " the log has the diagnosis; mend what failed, or try another"
                                    + " release with --k3s; until then keep %s out of k3s.version"
                                            .formatted(note.to())));
        }
    }
}
