package dev.nordbox.appliance.render.kustomize;

/** How the output is ordered when the kustomization has no {@code sortOptions}. */
public enum Reorder {
    /** As resources were read and generated. */
    NONE,
    /** By kind, as Kustomize always did. */
    LEGACY,
    /** What the command does without the flag: today the same as {@link #LEGACY}. */
    UNSPECIFIED
}
