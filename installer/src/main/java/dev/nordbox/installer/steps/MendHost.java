package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.List;

/** Brings about what preflight asks for, as far as that needs no person. */
public final class MendHost implements Step {
    private final Preflight preflight;

    public MendHost(Preflight preflight) {
        this.preflight = preflight;
    }

    @Override
    public String id() {
        return "mend";
    }

    @Override
    public String title() {
        return "Mend what preflight found";
    }

    /** Nothing in particular, which is what preflight asks. */
    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return preflight.examine("", facts).mends().stream()
                .map(
                        mend ->
                                new Change(
                                        mend.description(),
                                        (host, progress) ->
                                                host.run(mend.command())
                                                        .orFail(host, mend.command())))
                .toList();
    }
}
