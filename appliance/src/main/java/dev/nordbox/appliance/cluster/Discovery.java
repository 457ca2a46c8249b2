package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the aggregated discovery documents: all kinds of all groups in two requests. Served since
 * Kubernetes 1.30 as v2 and since 1.27 as v2beta1.
 */
final class Discovery {

    static final String ACCEPT =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
                    + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

    private final Map<GroupKind, ServedKind> kinds = new HashMap<>();
    private final Set<String> staleGroups = new HashSet<>();

    /**
     * @param documents the answers of {@code /api} and {@code /apis}
     * @throws ApiRefused when the server is too old to aggregate
     */
    static ServedKinds read(Collection<Map<String, Object>> documents) throws ApiRefused {
        Discovery discovery = new Discovery();
        for (Map<String, Object> document : documents) {
            if (!Fields.text(document, "kind").orElse("").equals("APIGroupDiscoveryList")) {
                throw new ApiRefused(
                        406,
                        "NotAcceptable",
                        "the API server has no aggregated discovery; Kubernetes 1.27 or newer is"
                                + " needed");
            }
            Fields.list(document, "items").forEach(discovery::readGroup);
        }
        return new ServedKinds(discovery.kinds, discovery.staleGroups);
    }

    private void readGroup(Object group) {
        String name = Fields.text(group, "metadata", "name").orElse("");
        Map<GroupKind, List<Object>> resources = new LinkedHashMap<>();
        Map<GroupKind, List<String>> versions = new LinkedHashMap<>();
        for (Object version : Fields.list(group, "versions")) { // the preferred one comes first
            if (Fields.text(version, "freshness").orElse("").equals("Stale")) {
                staleGroups.add(name);
            }
            for (Object resource : Fields.list(version, "resources")) {
                GroupKind kind =
                        new GroupKind(
                                name, Fields.text(resource, "responseKind", "kind").orElse(""));
                resources.computeIfAbsent(kind, k -> new ArrayList<>()).add(resource);
                versions.computeIfAbsent(kind, k -> new ArrayList<>())
                        .add(Fields.text(version, "version").orElse(""));
            }
        }
        resources.forEach((kind, list) -> kinds.put(kind, kind(kind, versions.get(kind), list)));
    }

    private static ServedKind kind(GroupKind kind, List<String> versions, List<Object> resources) {
        Object preferred = resources.get(0);
        Set<String> verbs = new HashSet<>();
        Fields.list(preferred, "verbs").forEach(verb -> verbs.add(verb.toString()));
        Set<String> subresources = new HashSet<>();
        Fields.list(preferred, "subresources")
                .forEach(sub -> Fields.text(sub, "subresource").ifPresent(subresources::add));
        boolean namespaced = Fields.text(preferred, "scope").orElse("").equals("Namespaced");
        return new ServedKind(
                kind,
                versions.stream().distinct().toList(),
                Fields.text(preferred, "resource").orElse(""),
                namespaced ? Scope.NAMESPACED : Scope.CLUSTER,
                verbs,
                subresources);
    }
}
