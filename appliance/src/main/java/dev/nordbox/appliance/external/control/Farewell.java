package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.external.Marks;
import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets an ExternalSecret go that External Secrets itself once held: nobody else would take its
 * finalizer off. What it owns goes with it, by the owner reference.
 */
record Farewell(Cluster cluster, WriteBook book) {

    void bid(LiveObject object) throws ClusterException {
        List<Object> finalizers =
                new ArrayList<>(Fields.list(object.content(), "metadata", "finalizers"));
        if (!finalizers.remove(Marks.FINALIZER)) {
            return;
        }
        Map<String, Object> metadata =
                Map.of("finalizers", finalizers, "resourceVersion", object.resourceVersion());
        cluster.patch(object.key(), ObjectPatch.merge(Map.of("metadata", metadata)));
        book.wrote("take finalizer off", object, object.key().toString());
    }
}
