package dev.nordbox.appliance.render.kustomize.config;

/** The {@code options} of a patch: whether it may change what identifies its target. */
public record PatchArgs(boolean allowNameChange, boolean allowKindChange) {}
