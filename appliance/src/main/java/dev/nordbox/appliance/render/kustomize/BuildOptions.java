package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.kustomize.budget.BuildBudget;
import dev.nordbox.appliance.render.kustomize.load.LoadRestrictor;

/**
 * What {@code kustomize build} takes as flags, and what one build may cost.
 *
 * @param loadRestrictor {@code --load-restrictor}: which files may be read
 * @param reorder {@code --reorder}: the order of the output
 * @param managedByLabel {@code --enable-managedby-label}: labels every resource with the version
 * @param version the version that label shows
 * @param alphaPlugins {@code --enable-alpha-plugins}: accepted, and without effect but for the
 *     message when a kustomization names a plugin that is not built in
 */
public record BuildOptions(
        LoadRestrictor loadRestrictor,
        Reorder reorder,
        boolean managedByLabel,
        String version,
        boolean alphaPlugins,
        BuildBudget budget) {

    /** The version whose behavior is reproduced. */
    public static final String KUSTOMIZE_VERSION = "v5.8.1";

    /** What the command does without flags. */
    public static BuildOptions defaults() {
        return new BuildOptions(
                LoadRestrictor.ROOT_ONLY,
                Reorder.UNSPECIFIED,
                false,
                KUSTOMIZE_VERSION,
                false,
                BuildBudget.DEFAULT);
    }

    public BuildOptions withLoadRestrictor(LoadRestrictor other) {
        return new BuildOptions(other, reorder, managedByLabel, version, alphaPlugins, budget);
    }

    public BuildOptions withReorder(Reorder other) {
        return new BuildOptions(
                loadRestrictor, other, managedByLabel, version, alphaPlugins, budget);
    }

    public BuildOptions withManagedByLabel(boolean label) {
        return new BuildOptions(loadRestrictor, reorder, label, version, alphaPlugins, budget);
    }

    public BuildOptions withVersion(String other) {
        return new BuildOptions(
                loadRestrictor, reorder, managedByLabel, other, alphaPlugins, budget);
    }

    public BuildOptions withAlphaPlugins(boolean enabled) {
        return new BuildOptions(loadRestrictor, reorder, managedByLabel, version, enabled, budget);
    }

    public BuildOptions withBudget(BuildBudget other) {
        return new BuildOptions(
                loadRestrictor, reorder, managedByLabel, version, alphaPlugins, other);
    }
}
