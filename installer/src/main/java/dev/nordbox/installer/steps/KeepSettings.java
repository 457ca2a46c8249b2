package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.List;

/** Has the box remember what it was brought up with, so that a kit has it wherever it is saved. */
public final class KeepSettings implements Step {

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String title() {
        return "Keep the settings for kits";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(BackupFile.DOCUMENT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return WriteFile.missing(
                facts,
                spec.config().said().stream()
                        .map(text -> RemoteFile.of(BackupFile.DOCUMENT, text, "0600"))
                        .toList());
    }
}
