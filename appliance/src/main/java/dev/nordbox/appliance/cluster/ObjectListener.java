package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;

/**
 * Hears what happens to the objects of one kind. Called by one thread at a time, and must return
 * soon.
 */
public interface ObjectListener {

    /** Which objects {@link #listed} is to name: the others are not even kept until then. */
    boolean wants(ResourceKey key);

    /** All wanted objects there are: at the start, and whenever events may have been missed. */
    void listed(List<LiveObject> objects);

    /** An object was created or changed. */
    void changed(LiveObject object);

    /** An object is gone; this is what it was last. */
    void deleted(LiveObject object);

    /** Nothing is heard for a while; a {@link #listed} or further events follow. */
    void interrupted(String why);
}
