package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.List;

/** Marks the host as a drill's, before anything else is put on it. */
final class MarkScratch implements Step {

    @Override
    public String id() {
        return "scratch";
    }

    @Override
    public String title() {
        return "Mark the host as a drill's";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.of(List.of(ScratchHost.mark(spec.kit().orElseThrow())));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return WriteFile.missing(facts, List.of(ScratchHost.mark(spec.kit().orElseThrow())));
    }
}
