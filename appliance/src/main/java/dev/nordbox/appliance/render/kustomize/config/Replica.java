package dev.nordbox.appliance.render.kustomize.config;

/** An entry of {@code replicas}. */
public record Replica(String name, long count) {}
