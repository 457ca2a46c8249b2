package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.manifest.ResourceKey;

/** Names an Application in the cluster. */
public record AppKey(String namespace, String name) {

    /** Where Applications are looked for that name no namespace, as with Argo CD. */
    public static final String HOME = "argocd";

    static AppKey of(ResourceKey key) {
        return new AppKey(key.namespace(), key.name());
    }

    ResourceKey resource() {
        return new ResourceKey(Application.KIND.group(), Application.KIND.kind(), namespace, name);
    }

    /** As Argo CD's tracking marks name it. */
    public String id() {
        return namespace.equals(HOME) ? name : namespace + "_" + name;
    }

    @Override
    public String toString() {
        return id();
    }
}
