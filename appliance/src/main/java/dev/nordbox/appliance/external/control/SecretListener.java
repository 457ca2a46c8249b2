package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Hears of Secrets that ExternalSecrets make, their metadata only. */
final class SecretListener implements ObjectListener {
    private final ExternalSecretController controller;

    SecretListener(ExternalSecretController controller) {
        this.controller = controller;
    }

    @Override
    public boolean wants(ResourceKey key) {
        return controller.isMade(key);
    }

    /** After a gap: some may have changed, and some may be gone. */
    @Override
    public void listed(List<LiveObject> objects) {
        Set<ResourceKey> present =
                objects.stream().map(LiveObject::key).collect(Collectors.toSet());
        present.forEach(controller::secretChanged);
        controller.made().stream()
                .filter(key -> !present.contains(key))
                .forEach(controller::secretChanged);
    }

    @Override
    public void changed(LiveObject object) {
        controller.secretChanged(object.key());
    }

    @Override
    public void deleted(LiveObject object) {
        controller.secretChanged(object.key());
    }

    @Override
    public void interrupted(String why) {}
}
