package dev.nordbox.appliance.render.kustomize.config;

/** An entry of {@code images}. */
public record Image(String name, String newName, String tagSuffix, String newTag, String digest) {}
