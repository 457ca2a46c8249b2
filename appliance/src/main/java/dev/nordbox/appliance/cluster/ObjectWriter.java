package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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

    LiveObject create(ServedKind kind, String manager, Manifest manifest) throws ClusterException {
        return create(kind, as(manager), manifest, ApplyMode.REAL);
    }

    private LiveObject create(ServedKind kind, String manager, Manifest manifest, ApplyMode mode)
            throws ClusterException {
        String path =
                ObjectPath.collection(kind, manifest.apiVersion(), manifest.key().namespace());
        String query = "?" + manager + "&fieldValidation=Strict" + dryRun(mode.isDryRun());
        return send("POST", path + query, JSON, manifest, manifest.content());
    }

    LiveObject replace(ServedKind kind, String manager, Manifest manifest) throws ClusterException {
        return replace(kind, as(manager), manifest, ApplyMode.REAL);
    }

    private LiveObject replace(ServedKind kind, String manager, Manifest manifest, ApplyMode mode)
            throws ClusterException {
        String query = "?" + manager + "&fieldValidation=Strict" + dryRun(mode.isDryRun());
        return send("PUT", object(kind, manifest) + query, JSON, manifest, manifest.content());
    }

    LiveObject rehearse(ServedKind kind, Manifest manifest) throws ClusterException {
        return Fields.text(manifest.content(), "metadata", "resourceVersion").isPresent()
                ? replace(kind, MANAGER, manifest, ApplyMode.DRY_RUN)
                : create(kind, MANAGER, manifest, ApplyMode.DRY_RUN);
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

    /** Asks for a token of the service account at this path. */
    String token(String path, List<String> audiences, Duration lifetime) throws ClusterException {
        Map<String, Object> spec = new LinkedHashMap<>();
        if (!audiences.isEmpty()) {
            spec.put("audiences", audiences);
        }
        spec.put("expirationSeconds", lifetime.toSeconds());
        Map<String, Object> request =
                Map.of(
                        "apiVersion",
                        "authentication.k8s.io/v1",
                        "kind",
                        "TokenRequest",
                        "spec",
                        spec);
        return Fields.text(api.send("POST", path + "/token", JSON, request), "status", "token")
                .orElseThrow(() -> new ApiUnavailable("no token in the answer to " + path));
    }

    private static String as(String manager) {
        return "fieldManager=" + ObjectPath.segment(manager);
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

    private static ApiRefused withoutValues(ResourceKey key, ApiRefused refused) {
        return key.kind().equals("Secret") ? SecretRefusal.withoutValues(refused) : refused;
    }
}
