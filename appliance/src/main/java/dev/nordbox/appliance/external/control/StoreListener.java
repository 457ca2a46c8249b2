package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;

/** Hears of stores. */
final class StoreListener implements ObjectListener {
    private final ExternalSecretController controller;

    StoreListener(ExternalSecretController controller) {
        this.controller = controller;
    }

    @Override
    public boolean wants(ResourceKey key) {
        return true;
    }

    @Override
    public void listed(List<LiveObject> objects) {
        objects.forEach(this::changed);
    }

    @Override
    public void changed(LiveObject object) {
        controller.heardStore(object);
    }

    @Override
    public void deleted(LiveObject object) {
        controller.storeGone(object.key());
    }

    @Override
    public void interrupted(String why) {}
}
