package dev.nordbox.appliance.manifest;

import java.util.Comparator;

/**
 * What names one object in a cluster, the version of its API left out: the same object answers
 * under every version that its group serves.
 *
 * @param group API group, {@code ""} for the core group
 * @param namespace {@code ""} for a cluster-scoped object, or while the scope is not known yet
 */
public record ResourceKey(String group, String kind, String namespace, String name)
        implements Comparable<ResourceKey> {

    private static final Comparator<ResourceKey> ORDER =
            Comparator.comparing(ResourceKey::group)
                    .thenComparing(ResourceKey::kind)
                    .thenComparing(ResourceKey::namespace)
                    .thenComparing(ResourceKey::name);

    public GroupKind groupKind() {
        return new GroupKind(group, kind);
    }

    /** The same object in another namespace; {@code ""} takes the namespace away. */
    public ResourceKey inNamespace(String otherNamespace) {
        return new ResourceKey(group, kind, otherNamespace, name);
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    /** As {@code kubectl} writes it: {@code deployment.apps/web}, with the namespace in front. */
    @Override
    public String toString() {
        String type = group.isEmpty() ? kind : kind + "." + group;
        return (namespace.isEmpty() ? "" : namespace + "/") + type + "/" + name;
    }
}
