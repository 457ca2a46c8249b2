package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the box prove itself no more. Its key goes, since nothing uses it; its public half stands
 * with the evidence, which is checked by that.
 */
public final class RemoveSelfProof implements Step {
    /** What wakes others goes first. */
    private static final List<String> UNITS =
            List.of(ProofFile.START_TIMER, ProofFile.TIMER, ProofFile.SERVICE);

    private static final List<String> ATTESTATION =
            List.of(ProofFile.ATTESTATION, ProofFile.ATTESTATION_SIGNATURE);

    private static final List<String> PATHS =
            List.of(
                    SystemdUnit.path(ProofFile.START_TIMER),
                    SystemdUnit.path(ProofFile.TIMER),
                    SystemdUnit.path(ProofFile.SERVICE),
                    ProofFile.PATH,
                    ProofFile.ATTESTATION,
                    ProofFile.ATTESTATION_SIGNATURE,
                    ProofFile.STATE);

    @Override
    public String id() {
        return "remove-self-proof";
    }

    @Override
    public String title() {
        return "Have the box prove itself no more";
    }

    static FactQuery query() {
        return Removal.query(PATHS).units(UNITS);
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return query();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return everything(facts);
    }

    static List<Change> everything(HostFacts facts) {
        List<Change> changes = new ArrayList<>();
        for (String unit : UNITS) {
            changes.addAll(Removal.ofUnit(facts, unit));
        }
        if (Removal.hasFailed(facts, ProofFile.SERVICE)) { // as one that found a control not met
            changes.add(
                    Change.running(
                            "let systemd forget how its last run ended",
                            Removal.failureOf(ProofFile.SERVICE)));
        }
        changes.addAll(Removal.of(facts, PATHS));
        for (String unit : UNITS) {
            changes.addAll(Removal.forget(facts, unit));
        }
        return changes;
    }

    /** What nobody attests any more. */
    static List<Change> attestationBut(HostFacts facts, List<RemoteFile> wanted) {
        List<String> stay = wanted.stream().map(RemoteFile::path).toList();
        return Removal.of(
                facts, ATTESTATION.stream().filter(path -> !stay.contains(path)).toList());
    }
}
