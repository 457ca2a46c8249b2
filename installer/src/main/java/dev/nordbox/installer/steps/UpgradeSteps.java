package dev.nordbox.installer.steps;

import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.util.List;

/**
 * One hop of k3s, from first to last. The note on the host says how far it has come, so a run that
 * was killed goes on from there; where the new k3s fails its probes, the steps of the way back find
 * themselves with something to do.
 */
public final class UpgradeSteps {
    private UpgradeSteps() {}

    /**
     * @param wait for k3s, its node and the pods
     */
    public static List<Step> of(Templates templates, Wait wait) {
        CanaryBefore canary = new CanaryBefore(wait);
        return List.of(
                new BeginUpgrade(canary),
                new KeepForUpgrade(canary),
                new SwapK3s(),
                new ProveUpgrade(new K3sFiles(templates), wait),
                new RollBackUpgrade(),
                new ProveRollBack(wait),
                new EndUpgrade());
    }
}
