package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** As {@code kubectl apply} without {@code --server-side} does it the first time. */
    public void applyClientSide(Manifest manifest) throws ClusterException {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(manifest.content(), "metadata"));
        Map<String, Object> annotations = new LinkedHashMap<>(Fields.map(metadata, "annotations"));
        annotations.put(
                "kubectl.kubernetes.io/last-applied-configuration",
                new String(Json.print(manifest.content()), StandardCharsets.UTF_8));
        metadata.put("annotations", annotations);
        Map<String, Object> content = new LinkedHashMap<>(manifest.content());
        content.put("metadata", metadata);
        create(content, manifest.key(), "kubectl-client-side-apply");
    }

    private void create(Map<String, Object> content, ResourceKey key, String manager)
            throws ClusterException {
        ServedKind kind = cluster.served(key.groupKind());
        String path = ObjectPath.collection(kind, kind.preferredApiVersion(), key.namespace());
        api.send("POST", path + "?fieldManager=" + manager, "application/json", content);
    }

    /** RFC 6902 operations. */
    public void patch(ResourceKey key, List<Object> operations) throws ClusterException {
        send(key, "", "application/json-patch+json", operations);
    }

    /** What a controller of the cluster reports. */
    public void status(ResourceKey key, Map<String, Object> status) throws ClusterException {
        send(key, "/status", "application/merge-patch+json", Map.of("status", status));
    }

    private void send(ResourceKey key, String below, String type, Object body)
            throws ClusterException {
        ServedKind kind = cluster.served(key.groupKind());
        String path =
                ObjectPath.object(kind, kind.preferredApiVersion(), key.namespace(), key.name());
        api.send("PATCH", path + below + "?fieldManager=somebody", type, body);
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
