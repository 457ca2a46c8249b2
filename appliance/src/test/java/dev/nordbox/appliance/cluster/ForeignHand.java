package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Somebody else at work on a real cluster, under another field manager. */
public final class ForeignHand implements AutoCloseable {

    private final ApiConnection api;
    private final Fabric8Cluster cluster;

    public ForeignHand(Path kubeconfig) throws IOException {
        this.api = new ApiConnection(Kubeconfig.read(kubeconfig, Map.of()));
        this.cluster = Fabric8Cluster.of(kubeconfig, Map.of());
    }

    /** As {@code kubectl patch --type=merge} does it; null takes a field away. */
    public void edit(ResourceKey key, Map<String, Object> mergePatch) throws ClusterException {
        ServedKind kind = cluster.served(key.groupKind());
        String path =
                ObjectPath.object(kind, kind.preferredApiVersion(), key.namespace(), key.name());
        api.send(
                "PATCH",
                path + "?fieldManager=kubectl-edit",
                "application/merge-patch+json",
                mergePatch);
    }

    public void delete(ResourceKey key) throws ClusterException {
        String uid = cluster.get(key).map(LiveObject::uid).orElse("");
        cluster.delete(key, uid, Propagation.BACKGROUND);
    }

    @Override
    public void close() {
        cluster.close();
        api.close();
    }
}
