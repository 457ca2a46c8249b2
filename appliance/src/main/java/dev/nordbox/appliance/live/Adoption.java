package dev.nordbox.appliance.live;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes over what another client applied before us.
 *
 * <p>A field stays as long as any manager owns it, so what {@code kubectl apply}, Helm or Argo CD
 * once set would stay after the repository has dropped it, with nothing to see in a dry run. Their
 * fields are therefore booked to us before the first apply, which then removes what the manifest
 * does not have. Whoever writes as a controller of the cluster keeps what is theirs. Seen with
 * Kubernetes 1.36; Argo CD does the same as {@code ClientSideApplyMigration}.
 */
public final class Adoption {

    /** Clients that put into a cluster what lies in a repository. */
    private static final Set<String> CLIENTS =
            Set.of(
                    "kubectl",
                    "kubectl-client-side-apply",
                    "kubectl-create",
                    "kubectl-replace",
                    "helm",
                    "Helm",
                    "argocd-controller",
                    "argocd-application-controller",
                    "kustomize-controller",
                    "helm-controller",
                    "before-first-apply");

    private static final Set<String> NOT_OF_A_MANIFEST = Set.of("f:status", "f:operation");

    private Adoption() {}

    /** Somebody else's fields are to be taken over. */
    public static boolean isDue(Map<String, Object> content) {
        return Fields.list(content, "metadata", "managedFields").stream()
                .filter(Adoption::isClients)
                .anyMatch(entry -> !isApplication(content) || hasWhatAManifestHas(entry));
    }

    /** The patch that books them to us; it is refused when the object has changed meanwhile. */
    public static ObjectPatch of(LiveObject object) {
        List<Object> entries = new ArrayList<>();
        Map<String, Object> fields = new TreeMap<>();
        Optional<Object> first = Optional.empty();
        for (Object entry : Fields.list(object.content(), "metadata", "managedFields")) {
            if (isClients(entry) || isOurs(entry)) {
                Map<String, Object> own = new TreeMap<>(Fields.map(entry, "fieldsV1"));
                if (isClients(entry) && isApplication(object.content())) {
                    theirs(entry, own).ifPresent(entries::add);
                }
                merge(fields, own);
                first = isOurs(entry) || first.isEmpty() ? Optional.of(entry) : first;
            } else {
                entries.add(entry);
            }
        }
        Map<String, Object> ours = new LinkedHashMap<>(Fields.map(first.orElse(Map.of())));
        ours.put("manager", Cluster.FIELD_MANAGER);
        ours.put("operation", "Apply");
        ours.put("fieldsV1", fields);
        entries.add(ours);
        return ObjectPatch.json(
                List.of(
                        ObjectPatch.test("/metadata/resourceVersion", object.resourceVersion()),
                        ObjectPatch.replace("/metadata/managedFields", entries)));
    }

    /**
     * What Argo CD writes of an Application lies in the object itself, which has no status apart,
     * and is no manifest's: taken over, the next apply would wipe it.
     *
     * @param fields of the entry, which keeps those that are taken over
     */
    private static Optional<Object> theirs(Object entry, Map<String, Object> fields) {
        Map<String, Object> kept = new TreeMap<>(fields);
        kept.keySet().retainAll(NOT_OF_A_MANIFEST);
        fields.keySet().removeAll(NOT_OF_A_MANIFEST);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> rest = new LinkedHashMap<>(Fields.map(entry));
        rest.put("fieldsV1", kept);
        return Optional.of(rest);
    }

    private static boolean isApplication(Map<String, Object> content) {
        String apiVersion = Fields.text(content, "apiVersion").orElse("");
        return GroupKind.of(apiVersion, Fields.text(content, "kind").orElse(""))
                .equals(Application.KIND);
    }

    private static boolean hasWhatAManifestHas(Object entry) {
        return !NOT_OF_A_MANIFEST.containsAll(Fields.map(entry, "fieldsV1").keySet());
    }

    private static boolean isClients(Object entry) {
        return Fields.text(entry, "manager").filter(CLIENTS::contains).isPresent()
                && Fields.text(entry, "subresource").isEmpty();
    }

    private static boolean isOurs(Object entry) {
        return Fields.text(entry, "manager").equals(Optional.of(Cluster.FIELD_MANAGER))
                && Fields.text(entry, "operation").equals(Optional.of("Apply"))
                && Fields.text(entry, "subresource").isEmpty();
    }

    private static void merge(Map<String, Object> into, Map<String, Object> fields) {
        fields.forEach(
                (step, below) -> {
                    Map<String, Object> inner =
                            new TreeMap<>(Fields.map(into.getOrDefault(step, Map.of())));
                    merge(inner, Fields.map(below));
                    into.put(step, inner);
                });
    }
}
