package dev.nordbox.appliance.manifest;

/**
 * What a kustomization made an object from.
 *
 * @param name as it is written: before prefixes, suffixes and the hash
 * @param namespace as it is written; {@code ""} for none, and for {@code default}, which kustomize
 *     does not tell from none
 * @param generated it stands in no file: a generator makes it
 * @param renamed it goes by another name than the written one, a hash not counted
 */
public record Kustomized(String name, String namespace, boolean generated, boolean renamed) {}
