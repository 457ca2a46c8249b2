package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Hears of Secrets, their metadata only: those that SealedSecrets make, and keys. */
final class SecretListener implements ObjectListener {
    private final SealedSecretController controller;

    SecretListener(SealedSecretController controller) {
        this.controller = controller;
    }

    @Override
    public boolean wants(ResourceKey key) {
        return controller.knows(sealed(key));
    }

    /** After a gap: Secrets may have gone, keys may have come. */
    @Override
    public void listed(List<LiveObject> objects) {
        Set<ResourceKey> present =
                objects.stream().map(object -> sealed(object.key())).collect(Collectors.toSet());
        controller.known().stream()
                .filter(key -> !present.contains(key))
                .forEach(controller::secretIsGone);
        controller.keysMayHaveChanged();
    }

    @Override
    public void changed(LiveObject object) {
        if (isKey(object)) {
            controller.keysMayHaveChanged();
        }
        controller.secretChanged(sealed(object.key()));
    }

    @Override
    public void deleted(LiveObject object) {
        if (isKey(object)) {
            controller.keysMayHaveChanged();
        }
        controller.secretIsGone(sealed(object.key()));
    }

    @Override
    public void interrupted(String why) {}

    /** Also one that has just lost its label: it is among the keys that were read. */
    private boolean isKey(LiveObject object) {
        return object.key().namespace().equals(KeySecret.NAMESPACE)
                ? KeySecret.isOne(object.content())
                        || controller.keys().names().contains(object.key().name())
                : KeySecret.isLabelled(object.content());
    }

    private static ResourceKey sealed(ResourceKey secret) {
        return SealKinds.sealedSecret(secret.namespace(), secret.name());
    }
}
