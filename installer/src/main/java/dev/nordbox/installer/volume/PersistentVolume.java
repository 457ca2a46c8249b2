package dev.nordbox.installer.volume;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.kit.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PersistentVolume as the API has it.
 *
 * @param claim {@code namespace/name}; {@code ""} for none
 * @param storage what it is made of: {@code hostPath}, {@code local}, {@code nfs}, {@code csi
 *     DRIVER}
 * @param path on the host, of hostPath and local; {@code ""} for others
 * @param node that alone can mount it; {@code ""} for any
 */
record PersistentVolume(
        String name, String claim, String storageClass, String storage, String path, String node) {
    private static final Set<String> ABOUT = Set.of("capacity", "claimRef", "nodeAffinity");
    private static final List<String> LOCAL = List.of("local", "hostPath");

    static PersistentVolume of(Map<String, Object> object) {
        Map<String, Object> spec = Fields.map(object, "spec");
        return new PersistentVolume(
                Fields.text(object, "metadata", "name").orElse(""),
                Fields.text(spec, "claimRef", "namespace")
                        .map(n -> n + "/" + Fields.text(spec, "claimRef", "name").orElse(""))
                        .orElse(""),
                Fields.text(spec, "storageClassName").orElse(""),
                storage(spec),
                LOCAL.stream()
                        .flatMap(kind -> Fields.text(spec, kind, "path").stream())
                        .findFirst()
                        .orElse(""),
                node(spec));
    }

    private static String storage(Map<String, Object> spec) {
        Optional<String> driver = Fields.text(spec, "csi", "driver");
        return driver.isPresent()
                ? "csi " + driver.get()
                : spec.entrySet().stream()
                        .filter(e -> e.getValue() instanceof Map && !ABOUT.contains(e.getKey()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("unknown");
    }

    private static String node(Map<String, Object> spec) {
        for (Object term : Fields.list(spec, "nodeAffinity", "required", "nodeSelectorTerms")) {
            for (Object each : Fields.list(term, "matchExpressions")) {
                List<Object> values = Fields.list(each, "values");
                if (Fields.text(each, "key").orElse("").equals("kubernetes.io/hostname")
                        && Fields.text(each, "operator").orElse("").equals("In")
                        && values.size() == 1) {
                    return String.valueOf(values.get(0));
                }
            }
        }
        return "";
    }

    /** Whether it lies where k3s' local storage does, under a name that no script stumbles over. */
    boolean isLocal() {
        return Volume.isLocal(path);
    }

    /** Why its files cannot be in a kit. */
    String elsewhere() {
        return path.isEmpty()
                ? "its storage is %s, not a directory of this host".formatted(storage)
                : "%s is not below %s".formatted(path, Volume.ROOT);
    }
}
