package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;

/** The requests that change an object, one each. Which kinds there are, the caller knows. */
final class ObjectWriter {

    private static final String JSON = "application/json";
    private static final String MANAGER = "fieldManager=" + Cluster.FIELD_MANAGER;

    private final ApiConnection api;

    ObjectWriter(ApiConnection api) {
        this.api = api;
    }

    LiveObject apply(ServedKind kind, Manifest manifest, ApplyMode mode) throws ClusterException {
        String query =
                "?" + MANAGER + "&force=true&fieldValidation=Strict" + dryRun(mode.isDryRun());
        return send(
                "PATCH",
                object(kind, manifest) + query,
                ObjectPatch.Type.APPLY.mediaType(),
                manifest,
                manifest.content());
    }

    LiveObject create(ServedKind kind, Manifest manifest) throws ClusterException {
        String path =
                ObjectPath.collection(kind, manifest.apiVersion(), manifest.key().namespace());
        return send(
                "POST",
                path + "?" + MANAGER + "&fieldValidation=Strict",
                JSON,
                manifest,
                manifest.content());
    }

    LiveObject replace(ServedKind kind, Manifest manifest) throws ClusterException {
        String query = "?" + MANAGER + "&fieldValidation=Strict";
        return send("PUT", object(kind, manifest) + query, JSON, manifest, manifest.content());
    }

    LiveObject patch(ServedKind kind, ResourceKey key, ObjectPatch patch) throws ClusterException {
        String apiVersion = kind.preferredApiVersion();
        String path = ObjectPath.object(kind, apiVersion, key.namespace(), key.name());
        String below = patch.subresource().isEmpty() ? "" : "/" + patch.subresource();
        String force = patch.type() == ObjectPatch.Type.APPLY ? "&force=true" : "";
        try {
            Map<String, Object> answer =
                    api.send(
                            "PATCH",
                            path + below + "?" + MANAGER + force,
                            patch.type().mediaType(),
                            patch.body());
            return new LiveObject(key, apiVersion, answer);
        } catch (ApiRefused e) {
            throw withoutValues(key, e);
        }
    }

    /** Deletes this very object; false when there was nothing to delete. */
    boolean delete(ServedKind kind, ResourceKey key, String uid, Propagation propagation)
            throws ClusterException {
        String path =
                ObjectPath.object(kind, kind.preferredApiVersion(), key.namespace(), key.name());
        Map<String, Object> options =
                Map.of(
                        "kind",
                        "DeleteOptions",
                        "apiVersion",
                        "v1",
                        "propagationPolicy",
                        propagation.policy(),
                        "preconditions",
                        Map.of("uid", uid));
        try {
            api.send("DELETE", path, JSON, options);
            return true;
        } catch (ApiRefused e) {
            if (e.notFound() || e.conflict()) {
                return false; // gone, or another object has taken the name
            }
            throw e;
        }
    }

    private LiveObject send(
            String method, String path, String type, Manifest manifest, Map<String, Object> body)
            throws ClusterException {
        try {
            Map<String, Object> answer = api.send(method, path, type, body);
            return new LiveObject(manifest.key(), manifest.apiVersion(), answer);
        } catch (ApiRefused e) {
            throw withoutValues(manifest.key(), e);
        }
    }

    private static String object(ServedKind kind, Manifest manifest) {
        ResourceKey key = manifest.key();
        return ObjectPath.object(kind, manifest.apiVersion(), key.namespace(), key.name());
    }

    private static String dryRun(boolean asked) {
        return asked ? "&dryRun=All" : "";
    }

    /** The server quotes what it refuses, and in a Secret that is the secret. */
    private static ApiRefused withoutValues(ResourceKey key, ApiRefused refused) {
        if (!key.kind().equals("Secret")) {
            return refused;
        }
        return new ApiRefused(
                refused.code(),
                refused.reason(),
                "the Secret is not accepted ("
                        + refused.reason()
                        + "); the server's message is withheld because it may quote values. See it"
                        + " with `kubectl apply --server-side --dry-run=server`");
    }
}
