package dev.nordbox.installer.steps;

import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.util.List;

/**
 * The way back, as {@code down} takes it: kits and controller first, so that nothing is brought
 * back; the guard last, so that the host is never open with k3s on it. Run by the same engine as
 * {@code up}: the plan is what is still there, and a second run finds nothing.
 */
public final class RemovalSteps {

    /** Whether volumes, datastore, token and keys go, too. They cannot be brought back. */
    public enum Data {
        KEEP,
        DELETE
    }

    private RemovalSteps() {}

    public static List<Step> of(Templates templates, Data data) {
        return List.of(
                new RemoveBackup(data),
                new RemoveSelfProof(),
                new RemoveController(data),
                new RemoveRedis(),
                new RemoveK3s(new K3sFiles(templates), data),
                new RemoveHostSettings(),
                new RemoveGuard(data));
    }
}
