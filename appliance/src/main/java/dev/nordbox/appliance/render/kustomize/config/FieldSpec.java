package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.kustomize.resource.Gvk;

/**
 * Where a transformer writes.
 *
 * @param gvk the resources it is about
 * @param path field names separated by {@code /}; lists on the way are entered implicitly
 * @param create whether missing fields are made
 */
public record FieldSpec(Gvk gvk, String path, boolean create) {

    public static FieldSpec everywhere(String path, boolean create) {
        return new FieldSpec(Gvk.ANY, path, create);
    }
}
