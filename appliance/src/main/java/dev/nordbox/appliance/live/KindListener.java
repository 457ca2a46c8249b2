package dev.nordbox.appliance.live;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;

/** Passes one kind's events on to the cache. */
final class KindListener implements ObjectListener {

    private final LiveCache cache;
    private final GroupKind kind;

    KindListener(LiveCache cache, GroupKind kind) {
        this.cache = cache;
        this.kind = kind;
    }

    @Override
    public boolean wants(ResourceKey key) {
        return true;
    }

    @Override
    public void listed(List<LiveObject> objects) {
        cache.listed(kind, objects);
    }

    @Override
    public void changed(LiveObject object) {
        cache.put(object);
    }

    @Override
    public void deleted(LiveObject object) {
        cache.remove(object);
    }

    @Override
    public void interrupted(String why) {
        cache.interrupted(kind, why);
    }
}
