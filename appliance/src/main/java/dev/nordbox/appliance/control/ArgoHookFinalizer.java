package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.Fields;
import java.util.List;

/**
 * What Argo CD puts on its hooks and takes off when it has noted their end. A hook that was there
 * before we took over would never go: the controller that it waits for is no more.
 */
final class ArgoHookFinalizer {

    private static final String NAME = "argocd.argoproj.io/hook-finalizer";

    private ArgoHookFinalizer() {}

    /**
     * @param live is about to be deleted
     * @throws ClusterException also when somebody has changed the finalizers in between
     */
    static void takeOff(LiveObject live, Cluster cluster, AuditTrail audit, Cause cause)
            throws ClusterException {
        List<Object> finalizers = Fields.list(live.content(), "metadata", "finalizers");
        if (!finalizers.contains(NAME)) {
            return;
        }
        List<Object> others = finalizers.stream().filter(any -> !any.equals(NAME)).toList();
        try {
            cluster.patch(
                    live.key(),
                    ObjectPatch.json(
                            List.of(
                                    ObjectPatch.test("/metadata/uid", live.uid()),
                                    ObjectPatch.test("/metadata/finalizers", finalizers),
                                    ObjectPatch.replace("/metadata/finalizers", others))));
            audit.wrote("take finalizer off", live.key(), cause, live.changedBy());
        } catch (ApiRefused e) {
            if (!e.notFound()) {
                throw e;
            }
        }
    }
}
