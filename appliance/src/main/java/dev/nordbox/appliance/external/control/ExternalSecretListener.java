package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Hears of ExternalSecrets. */
final class ExternalSecretListener implements ObjectListener {
    private final ExternalSecretController controller;

    ExternalSecretListener(ExternalSecretController controller) {
        this.controller = controller;
    }

    @Override
    public boolean wants(ResourceKey key) {
        return true;
    }

    @Override
    public void listed(List<LiveObject> objects) {
        Set<ResourceKey> present =
                objects.stream().map(LiveObject::key).collect(Collectors.toSet());
        controller.onlyThese(present);
        objects.forEach(this::changed);
    }

    @Override
    public void changed(LiveObject object) {
        controller.heard(object);
    }

    @Override
    public void deleted(LiveObject object) {
        controller.gone(object.key());
    }

    @Override
    public void interrupted(String why) {}
}
