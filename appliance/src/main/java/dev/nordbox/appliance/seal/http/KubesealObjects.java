package dev.nordbox.appliance.seal.http;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server needs so that {@code services/proxy} leads to a process on the node.
 *
 * <p>Its proxy reads Endpoints (not EndpointSlices, as of 1.36), and follows an address only if a
 * Pod of that namespace has it. So a Pod stands for the process: it waits behind a scheduling gate
 * for ever, runs nowhere, and has the node's address in its status. No slice is mirrored from the
 * Endpoints, so the Service leads nowhere for pods.
 */
final class KubesealObjects {
    static final String NAMESPACE = "kube-system";

    /** That of Bitnami's manifest, which kubeseal looks for, and that of its chart. */
    static final List<String> NAMES = List.of("sealed-secrets-controller", "sealed-secrets");

    static final String POD = "sealed-secrets-controller-outside";
    private static final String PORT_NAME = "http";
    private static final int SERVICE_PORT = 8080;
    private static final String ROLE = "sealed-secrets-service-proxier";
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Map<String, Object> LABELS =
            Map.of("app.kubernetes.io/managed-by", "nordbox");

    private KubesealObjects() {}

    static Manifest service(String name) {
        return object(
                "v1",
                "Service",
                name,
                LABELS,
                Map.of(
                        "spec",
                        Map.of(
                                "ports",
                                List.of(
                                        Map.of(
                                                "name", PORT_NAME,
                                                "port", SERVICE_PORT,
                                                "protocol", "TCP")))));
    }

    static Manifest endpoints(String name, String address, int port) {
        Map<String, Object> labels = new LinkedHashMap<>(LABELS);
        labels.put("endpointslice.kubernetes.io/skip-mirror", "true");
        return object(
                "v1",
                "Endpoints",
                name,
                labels,
                Map.of(
                        "subsets",
                        List.of(
                                Map.of(
                                        "addresses",
                                        List.of(
                                                Map.of(
                                                        "ip",
                                                        address,
                                                        "targetRef",
                                                        Map.of(
                                                                "kind", "Pod",
                                                                "namespace", NAMESPACE,
                                                                "name", POD))),
                                        "ports",
                                        List.of(
                                                Map.of(
                                                        "name", PORT_NAME,
                                                        "port", port,
                                                        "protocol", "TCP"))))));
    }

    static Manifest pod() {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", "nordbox");
        container.put("image", "localhost/nordbox:runs-on-the-host");
        container.put("imagePullPolicy", "Never");
        container.put(
                "securityContext",
                Map.of(
                        "allowPrivilegeEscalation", false,
                        "readOnlyRootFilesystem", true,
                        "capabilities", Map.of("drop", List.of("ALL"))));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("schedulingGates", List.of(Map.of("name", "nordbox.no/runs-on-the-host")));
        spec.put("automountServiceAccountToken", false);
        spec.put("enableServiceLinks", false);
        spec.put(
                "securityContext",
                Map.of(
                        "runAsNonRoot",
                        true,
                        "runAsUser",
                        65534,
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault")));
        spec.put("containers", List.of(container));
        return object("v1", "Pod", POD, LABELS, Map.of("spec", spec));
    }

    /** As of a running process, which it stands for. */
    static Map<String, Object> podStatus(String address, String now) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", "nordbox");
        container.put("image", "localhost/nordbox:runs-on-the-host");
        container.put("imageID", "");
        container.put("ready", true);
        container.put("started", true);
        container.put("restartCount", 0);
        container.put("state", Map.of("running", Map.of("startedAt", now)));
        return Map.of(
                "phase",
                "Running",
                "message",
                "stands for nordbox.service, which runs on the host",
                "podIP",
                address,
                "podIPs",
                List.of(Map.of("ip", address)),
                "conditions",
                List.of(condition("Ready", now), condition("ContainersReady", now)),
                "containerStatuses",
                List.of(container));
    }

    private static Map<String, Object> condition(String type, String now) {
        return Map.of("type", type, "status", "True", "lastTransitionTime", now);
    }

    /** Whoever has an account may seal, as with Bitnami's controller. */
    static Manifest role() {
        List<String> proxied = new ArrayList<>();
        for (String name : NAMES) {
            proxied.add("http:" + name + ":");
            proxied.add("http:" + name + ":" + PORT_NAME);
            proxied.add(name);
        }
        return object(
                RBAC + "/v1",
                "Role",
                ROLE,
                LABELS,
                Map.of(
                        "rules",
                        List.of(
                                Map.of(
                                        "apiGroups", List.of(""),
                                        "resources", List.of("services"),
                                        "resourceNames", NAMES,
                                        "verbs", List.of("get")),
                                Map.of(
                                        "apiGroups", List.of(""),
                                        "resources", List.of("services/proxy"),
                                        "resourceNames", proxied,
                                        "verbs", List.of("get", "create")))));
    }

    static Manifest binding() {
        return object(
                RBAC + "/v1",
                "RoleBinding",
                ROLE,
                LABELS,
                Map.of(
                        "roleRef",
                        Map.of("apiGroup", RBAC, "kind", "Role", "name", ROLE),
                        "subjects",
                        List.of(
                                Map.of(
                                        "apiGroup", RBAC,
                                        "kind", "Group",
                                        "name", "system:authenticated"))));
    }

    private static Manifest object(
            String apiVersion,
            String kind,
            String name,
            Map<String, Object> labels,
            Map<String, Object> fields) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind);
        content.put("metadata", Map.of("name", name, "namespace", NAMESPACE, "labels", labels));
        content.putAll(fields);
        return Manifest.of(content, "kubeseal endpoints");
    }
}
