package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.List;

/** Hands k3s to systemd, under the name that k3s' own script uses, so that habits work. */
public final class InstallK3sUnit implements Step {
    private final K3sFiles files;

    public InstallK3sUnit(K3sFiles files) {
        this.files = files;
    }

    @Override
    public String id() {
        return "k3s-unit";
    }

    @Override
    public String title() {
        return "Hand k3s to systemd";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return files.unit(spec).query();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return files.unit(spec).missing(facts);
    }
}
