package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One object as the cluster holds it.
 *
 * @param apiVersion the version it was read in
 * @param content all its fields, or apiVersion, kind and metadata alone when only those were asked
 */
public record LiveObject(ResourceKey key, String apiVersion, Map<String, Object> content) {

    /** Tells this object from a later one of the same name. */
    public String uid() {
        return Fields.text(content, "metadata", "uid").orElse("");
    }

    public String resourceVersion() {
        return Fields.text(content, "metadata", "resourceVersion").orElse("");
    }

    public Optional<String> annotation(String name) {
        return Fields.text(content, "metadata", "annotations", name);
    }

    /** The manifest as it replaces this very state of the object. */
    public Manifest replacedBy(Manifest manifest) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(manifest.content(), "metadata"));
        metadata.put("resourceVersion", resourceVersion());
        Map<String, Object> replacing = new LinkedHashMap<>(manifest.content());
        replacing.put("metadata", metadata);
        return manifest.as(manifest.key(), replacing);
    }

    /** Deletion was asked for and cannot be taken back. */
    public boolean terminating() {
        return Fields.text(content, "metadata", "deletionTimestamp").isPresent();
    }

    /**
     * The fields a manager owns by server-side apply, as {@code metadata.managedFields} lists them;
     * empty when it owns none. Whoever changes such a field takes it out of this list, so an equal
     * list means that every applied field still has the applied value.
     */
    public Optional<Map<String, Object>> fieldsAppliedBy(String manager) {
        return fieldsOf(manager, "Apply");
    }

    /** The fields a manager owns because it created, replaced or patched the object. */
    public Optional<Map<String, Object>> fieldsUpdatedBy(String manager) {
        return fieldsOf(manager, "Update");
    }

    /**
     * Who else changed it last, by the server's word; a controller that only writes the status does
     * not count.
     */
    public Optional<String> lastManagerBut(String manager) {
        return Fields.list(content, "metadata", "managedFields").stream()
                .filter(entry -> Fields.text(entry, "subresource").isEmpty())
                .filter(entry -> !Fields.text(entry, "manager").equals(Optional.of(manager)))
                .max(Comparator.comparing(entry -> Fields.text(entry, "time").orElse("")))
                .flatMap(entry -> Fields.text(entry, "manager"));
    }

    /** Who changed it last before us; {@code ""} when that was nobody else. */
    public String changedBy() {
        return lastManagerBut(Cluster.FIELD_MANAGER).orElse("");
    }

    private Optional<Map<String, Object>> fieldsOf(String manager, String operation) {
        return Fields.list(content, "metadata", "managedFields").stream()
                .filter(entry -> Fields.text(entry, "manager").equals(Optional.of(manager)))
                .filter(entry -> Fields.text(entry, "operation").equals(Optional.of(operation)))
                .filter(entry -> Fields.text(entry, "subresource").isEmpty())
                .map(entry -> Fields.map(entry, "fieldsV1"))
                .findFirst();
    }
}
