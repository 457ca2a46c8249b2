package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.SealedSecret;

/** The kinds this package deals with. */
final class SealKinds {
    static final GroupKind SECRET = new GroupKind("", "Secret");
    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    static final GroupKind SEALED_SECRET = new GroupKind(SealedSecret.GROUP, SealedSecret.KIND);

    private SealKinds() {}

    static ResourceKey secret(String namespace, String name) {
        return new ResourceKey(SECRET.group(), SECRET.kind(), namespace, name);
    }

    static ResourceKey sealedSecret(String namespace, String name) {
        return new ResourceKey(SEALED_SECRET.group(), SEALED_SECRET.kind(), namespace, name);
    }
}
