package dev.nordbox.appliance.manifest;

import java.util.Set;

/**
 * What a kustomization made an object from.
 *
 * @param name as it is written: before prefixes, suffixes and the hash
 * @param namespace as it is written; {@code ""} for none, and for {@code default}, which kustomize
 *     does not tell from none
 * @param generated it stands in no file: a generator makes it
 * @param renamed it goes by another name than the written one, a hash not counted
 * @param patched keys of a Secret whose values its file does not have: a patch, a replacement or
 *     the like puts them there
 */
public record Kustomized(
        String name, String namespace, boolean generated, boolean renamed, Set<String> patched) {

    public Kustomized {
        patched = Set.copyOf(patched);
    }
}
