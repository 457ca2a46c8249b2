package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.List;

/**
 * Begins the first sealing key on a server that has no cluster yet, before the uploads: a slow
 * processor takes a minute for it, and has little to do meanwhile. {@link MakeSealingKey} takes it;
 * where it came to nothing, that step makes one.
 */
final class BeginSealingKey implements Step {
    private final boolean brought;

    /**
     * @param brought a person brings keys, so none is made
     */
    BeginSealingKey(boolean brought) {
        this.brought = brought;
    }

    @Override
    public String id() {
        return "sealing-key-begin";
    }

    @Override
    public String title() {
        return "Begin a key that secrets are sealed with";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(Restoration.DATASTORE, BoxDesk.BEGUN));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        boolean begins =
                Repository.of(spec).isPresent()
                        && !brought
                        && spec.kit().isEmpty()
                        && facts.file(Restoration.DATASTORE).isEmpty()
                        && facts.file(BoxDesk.BEGUN).isEmpty();
        if (!begins) {
            return List.of();
        }
        return List.of(
                new Change(
                                "begin the first sealing key",
                                (host, progress) -> new BoxDesk(host).begin())
                        .because("a slow server takes a minute for RSA of 4096 bits"));
    }
}
