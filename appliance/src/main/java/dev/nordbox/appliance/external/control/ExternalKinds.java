package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.external.ExternalSecretSpec;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;

/** The kinds this package deals with. */
final class ExternalKinds {
    static final GroupKind SECRET = new GroupKind("", "Secret");
    static final GroupKind EXTERNAL_SECRET =
            new GroupKind(ExternalSecretSpec.GROUP, ExternalSecretSpec.KIND);
    static final GroupKind STORE = new GroupKind(ExternalSecretSpec.GROUP, StoreRef.NAMESPACED);
    static final GroupKind CLUSTER_STORE =
            new GroupKind(ExternalSecretSpec.GROUP, StoreRef.CLUSTER);

    private ExternalKinds() {}

    static ResourceKey core(String kind, String namespace, String name) {
        return new ResourceKey("", kind, namespace, name);
    }

    static ResourceKey secret(String namespace, String name) {
        return core("Secret", namespace, name);
    }

    static ResourceKey store(StoreRef ref, String namespace) {
        return new ResourceKey(
                ExternalSecretSpec.GROUP,
                ref.kind(),
                ref.ofTheCluster() ? "" : namespace,
                ref.name());
    }
}
