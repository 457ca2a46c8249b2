package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The kinds that a cluster in memory serves: some of Kubernetes' own, and those of definitions. */
final class InMemoryKinds {

    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "patch", "update", "delete");

    private final Map<GroupKind, ServedKind> kinds = new HashMap<>();
    private final Map<GroupKind, UnaryOperator<Map<String, Object>>> conversions = new HashMap<>();

    InMemoryKinds() {
        serve("", "v1", "Namespace", "namespaces", Scope.CLUSTER);
        serve("", "v1", "ConfigMap", "configmaps", Scope.NAMESPACED);
        serve("", "v1", "Secret", "secrets", Scope.NAMESPACED);
        serve("", "v1", "Service", "services", Scope.NAMESPACED);
        serve("", "v1", "Pod", "pods", Scope.NAMESPACED);
        serve("", "v1", "Endpoints", "endpoints", Scope.NAMESPACED);
        serve("", "v1", "Event", "events", Scope.NAMESPACED);
        serve("", "v1", "ServiceAccount", "serviceaccounts", Scope.NAMESPACED);
        serve("", "v1", "PersistentVolume", "persistentvolumes", Scope.CLUSTER);
        serve("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", Scope.NAMESPACED);
        serve("apps", "v1", "Deployment", "deployments", Scope.NAMESPACED);
        serve("apps", "v1", "StatefulSet", "statefulsets", Scope.NAMESPACED);
        serve("batch", "v1", "Job", "jobs", Scope.NAMESPACED);
        serve("coordination.k8s.io", "v1", "Lease", "leases", Scope.NAMESPACED);
        String rbac = "rbac.authorization.k8s.io";
        serve(rbac, "v1", "ClusterRole", "clusterroles", Scope.CLUSTER);
        serve(rbac, "v1", "Role", "roles", Scope.NAMESPACED);
        serve(rbac, "v1", "RoleBinding", "rolebindings", Scope.NAMESPACED);
        serve(
                "apiextensions.k8s.io",
                "v1",
                "CustomResourceDefinition",
                "customresourcedefinitions",
                Scope.CLUSTER);
    }

    private void serve(String group, String version, String kind, String plural, Scope scope) {
        GroupKind groupKind = new GroupKind(group, kind);
        Set<String> subresources =
                group.equals("argoproj.io") ? Set.of() : Set.of("status"); // as their CRDs say
        kinds.put(
                groupKind,
                new ServedKind(groupKind, List.of(version), plural, scope, VERBS, subresources));
    }

    /** A kind of several versions, with what turns the others into the first. */
    void serve(ServedKind kind, UnaryOperator<Map<String, Object>> conversion) {
        kinds.put(kind.kind(), kind);
        conversions.put(kind.kind(), conversion);
    }

    /** As whoever does not ask for a version reads it. */
    Map<String, Object> preferred(GroupKind kind, Map<String, Object> content) {
        ServedKind served = kinds.get(kind);
        boolean other =
                served != null
                        && conversions.containsKey(kind)
                        && !served.preferredApiVersion().equals(content.get("apiVersion"));
        if (!other) {
            return content;
        }
        Map<String, Object> converted = conversions.get(kind).apply(content);
        converted.put("apiVersion", served.preferredApiVersion());
        return converted;
    }

    ServedKinds all() {
        return new ServedKinds(kinds, Set.of());
    }

    ServedKind served(GroupKind kind) throws ApiRefused {
        ServedKind served = kinds.get(kind);
        if (served == null) {
            throw new ApiRefused(
                    404,
                    "NotFound",
                    "the cluster does not serve the kind "
                            + kind
                            + "; apply its definition first, or correct apiVersion and kind");
        }
        return served;
    }

    void establish(OwnedObject definition) {
        Map<String, Object> spec = Fields.map(definition.content(), "spec");
        definition
                .content()
                .put(
                        "status",
                        Map.of(
                                "conditions",
                                List.of(Map.of("type", "Established", "status", "True"))));
        Object version = Fields.list(spec, "versions").get(0);
        GroupKind kind = definedBy(definition);
        serve(
                kind.group(),
                Fields.text(version, "name").orElseThrow(),
                kind.kind(),
                Fields.text(spec, "names", "plural").orElseThrow(),
                Fields.text(spec, "scope").orElseThrow().equals("Namespaced")
                        ? Scope.NAMESPACED
                        : Scope.CLUSTER);
    }

    void end(OwnedObject definition) {
        kinds.remove(definedBy(definition));
    }

    static GroupKind definedBy(OwnedObject definition) {
        Map<String, Object> spec = Fields.map(definition.content(), "spec");
        return new GroupKind(
                Fields.text(spec, "group").orElseThrow(),
                Fields.text(spec, "names", "kind").orElseThrow());
    }
}
