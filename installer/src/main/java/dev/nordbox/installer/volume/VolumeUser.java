package dev.nordbox.installer.volume;

import dev.nordbox.appliance.manifest.Fields;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A pod with claims.
 *
 * @param exec how {@code kubectl exec} finds it, or what stands in its place later: {@code
 *     pod/db-0}, {@code replicaset/web-5d4f}
 * @param claims {@code namespace/name}
 * @param ready whether something can be run in it
 * @param annotations of the pod
 */
record VolumeUser(
        String namespace,
        String name,
        String exec,
        Set<String> claims,
        boolean ready,
        Map<String, Object> annotations) {

    static VolumeUser of(Map<String, Object> pod) {
        String namespace = Fields.text(pod, "metadata", "namespace").orElse("");
        String name = Fields.text(pod, "metadata", "name").orElse("");
        return new VolumeUser(
                namespace,
                name,
                exec(pod, name),
                claims(pod, namespace, name),
                isReady(pod),
                Fields.map(pod, "metadata", "annotations"));
    }

    /** A pod of a StatefulSet has the same name again; that of a ReplicaSet has not. */
    private static String exec(Map<String, Object> pod, String name) {
        return Fields.list(pod, "metadata", "ownerReferences").stream()
                .filter(owner -> Fields.text(owner, "kind").orElse("").equals("ReplicaSet"))
                .flatMap(owner -> Fields.text(owner, "name").stream())
                .map(owner -> "ReplicaSet".toLowerCase(Locale.ROOT) + "/" + owner)
                .findFirst()
                .orElse("pod/" + name);
    }

    private static Set<String> claims(Map<String, Object> pod, String namespace, String name) {
        Set<String> claims = new HashSet<>();
        for (Object volume : Fields.list(pod, "spec", "volumes")) {
            Fields.text(volume, "persistentVolumeClaim", "claimName")
                    .ifPresent(claim -> claims.add(namespace + "/" + claim));
            if (!Fields.map(volume, "ephemeral").isEmpty()) {
                Fields.text(volume, "name")
                        .ifPresent(each -> claims.add(namespace + "/" + name + "-" + each));
            }
        }
        return claims;
    }

    private static boolean isReady(Map<String, Object> pod) {
        return Fields.at(pod, "metadata", "deletionTimestamp").isEmpty()
                && Fields.list(pod, "status", "conditions").stream()
                        .anyMatch(
                                c ->
                                        Fields.text(c, "type").orElse("").equals("Ready")
                                                && Fields.text(c, "status")
                                                        .orElse("")
                                                        .equals("True"));
    }

    String title() {
        return namespace + "/" + name;
    }
}
