package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;

/** Passes on what is heard of one object. */
record HearsOne(ResourceKey key, ObjectListener listener) implements ObjectListener {

    @Override
    public boolean wants(ResourceKey any) {
        return any.equals(key) && listener.wants(any);
    }

    @Override
    public void listed(List<LiveObject> objects) {
        listener.listed(objects);
    }

    @Override
    public void changed(LiveObject object) {
        if (object.key().equals(key)) {
            listener.changed(object);
        }
    }

    @Override
    public void deleted(LiveObject object) {
        if (object.key().equals(key)) {
            listener.deleted(object);
        }
    }

    @Override
    public void interrupted(String why) {
        listener.interrupted(why);
    }
}
