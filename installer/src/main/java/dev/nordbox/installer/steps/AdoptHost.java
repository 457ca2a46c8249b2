package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks the host as nordbox's own, before anything else is put on it: from here on a k3s that is
 * found there is ours, whatever became of the run that brought it.
 */
public final class AdoptHost implements Step {
    private static final RemoteFile MARK = Note.of(Note.ADOPTED, "v1");

    @Override
    public String id() {
        return "adopt";
    }

    @Override
    public String title() {
        return "Take the host over";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.of(List.of(MARK)).files(List.of(Note.STATE_DIRECTORY));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>();
        boolean isPrivate =
                facts.file(Note.STATE_DIRECTORY)
                        .map(
                                at ->
                                        at.kind() == FileFacts.Kind.DIRECTORY
                                                && at.mode().equals("0700")
                                                && at.owner().equals("root:root"))
                        .orElse(false);
        if (!isPrivate) {
            Command make =
                    Command.of(
                                    "install",
                                    "-d",
                                    "-m",
                                    "0700",
                                    "-o",
                                    "root",
                                    "-g",
                                    "root",
                                    Note.STATE_DIRECTORY)
                            .withRoot();
            changes.add(
                    Change.running("make " + Note.STATE_DIRECTORY, make)
                            .because("it is not there, or not root's alone"));
        }
        changes.addAll(WriteFile.missing(facts, List.of(MARK)));
        return changes;
    }
}
