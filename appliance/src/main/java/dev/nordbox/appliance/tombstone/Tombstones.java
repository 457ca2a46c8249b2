package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.cluster.LiveObject;
import java.io.IOException;
import java.util.List;

/** What was deleted of applications, for as long as that is kept. Thread safe. */
public interface Tombstones {

    /** For a cluster of which nothing is to come back. */
    Tombstones NONE =
            new Tombstones() {
                @Override
                public void bury(Occasion occasion, LiveObject going) {}

                @Override
                public List<Burial> of(String application) {
                    return List.of();
                }

                @Override
                public List<Tombstone> open(Burial burial) {
                    return List.of();
                }
            };

    /**
     * Writes down what an object is. To be called before it is deleted.
     *
     * @throws IOException it is not written down, so that it should not be deleted
     */
    void bury(Occasion occasion, LiveObject going) throws IOException;

    /** What is kept of an application, the oldest first. */
    List<Burial> of(String application);

    /**
     * @return the objects of a burial; none when it has made room meanwhile
     * @throws IOException it cannot be read
     */
    List<Tombstone> open(Burial burial) throws IOException;
}
