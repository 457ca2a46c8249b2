package dev.nordbox.appliance.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the Kubernetes API. */
final class ObjectPath {

    private ObjectPath() {}

    /** {@code /apis/apps/v1/namespaces/web/deployments}; all namespaces when it is {@code ""}. */
    static String collection(ServedKind kind, String apiVersion, String namespace) {
        String root = kind.kind().group().isEmpty() ? "/api/" : "/apis/";
        String scope =
                kind.namespaced() && !namespace.isEmpty()
                        ? "/namespaces/" + segment(namespace)
                        : "";
        return root + apiVersion + scope + "/" + kind.plural();
    }

    static String object(ServedKind kind, String apiVersion, String namespace, String name) {
        return collection(kind, apiVersion, namespace) + "/" + segment(name);
    }

    /** RBAC names may hold nearly anything ({@code system:node}); a slash must not make a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
