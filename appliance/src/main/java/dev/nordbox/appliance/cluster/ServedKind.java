package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.GroupKind;
import java.util.List;
import java.util.Set;

/**
 * A kind that the API server answers for.
 *
 * @param versions all that are served, the preferred one first
 * @param plural the word in the URL: {@code deployments}
 * @param verbs what may be asked: {@code get}, {@code list}, {@code watch}, {@code patch} ...
 * @param subresources {@code status}, {@code scale} ...; without {@code status} the field of that
 *     name is content like any other
 */
public record ServedKind(
        GroupKind kind,
        List<String> versions,
        String plural,
        Scope scope,
        Set<String> verbs,
        Set<String> subresources) {

    public ServedKind {
        versions = List.copyOf(versions);
        verbs = Set.copyOf(verbs);
        subresources = Set.copyOf(subresources);
    }

    public boolean namespaced() {
        return scope == Scope.NAMESPACED;
    }

    /** Its {@code status} is written apart from the rest of the object. */
    public boolean hasStatusSubresource() {
        return subresources.contains("status");
    }

    /** {@code apps/v1} in the version the server prefers. */
    public String preferredApiVersion() {
        return kind.group().isEmpty() ? versions.get(0) : kind.group() + "/" + versions.get(0);
    }

    public boolean serves(String apiVersion) {
        return versions.contains(apiVersion.substring(apiVersion.indexOf('/') + 1));
    }
}
