package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;

/**
 * Which objects of a kind are meant.
 *
 * @param namespace {@code ""} for all namespaces
 * @param name {@code ""} for all names
 */
record Extent(String namespace, String name) {

    static final Extent ALL = in("");

    static Extent in(String namespace) {
        return new Extent(namespace, "");
    }

    static Extent only(ResourceKey key) {
        return new Extent(key.namespace(), key.name());
    }

    /** What a query of a collection has to say beside its namespace, with {@code &} before it. */
    String selector() {
        return name.isEmpty() ? "" : "&fieldSelector=metadata.name%3D" + ObjectPath.segment(name);
    }
}
