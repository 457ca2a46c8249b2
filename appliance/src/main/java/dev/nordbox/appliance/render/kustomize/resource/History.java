package dev.nordbox.appliance.render.kustomize.resource;

import java.util.ArrayList;
import java.util.List;

/** The previous ids of a resource, parsed from its annotations. */
record History(String names, String namespaces, String kinds, String apiVersion, List<ResId> ids) {
    static final History NONE = new History("", "", "", "", List.of());

    boolean isOf(String names, String namespaces, String kinds, String apiVersion) {
        return this.names.equals(names)
                && this.namespaces.equals(namespaces)
                && this.kinds.equals(kinds)
                && this.apiVersion.equals(apiVersion);
    }

    /**
     * Ids of the past have today's group and version: a patch that changes them changes history.
     */
    static History read(String names, String namespaces, String kinds, String apiVersion) {
        String[] name = names.split(",", -1);
        String[] namespace = namespaces.split(",", -1);
        String[] kind = kinds.split(",", -1);
        List<ResId> ids = new ArrayList<>(name.length);
        // Lists of unequal length come from annotations that a manifest brought along.
        int shared = Math.min(name.length, Math.min(namespace.length, kind.length));
        for (int i = 0; i < shared; i++) {
            ids.add(new ResId(Gvk.of(apiVersion, kind[i]), name[i], namespace[i]));
        }
        return new History(names, namespaces, kinds, apiVersion, List.copyOf(ids));
    }
}
