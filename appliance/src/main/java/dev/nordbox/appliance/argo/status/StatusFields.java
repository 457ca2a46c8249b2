package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads fields of a status; one that is absent or makes no sense is {@code ""}, false or empty. */
final class StatusFields {

    private StatusFields() {}

    static String text(Object object, String field) {
        return Fields.text(object, field).orElse("");
    }

    static boolean flag(Object object, String field) {
        return Fields.at(object, field).equals(Optional.of(true));
    }

    static List<String> texts(Object object, String field) {
        return Fields.list(object, field).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    static List<Map<String, Object>> maps(Object object, String field) {
        return Fields.list(object, field).stream()
                .filter(Map.class::isInstance)
                .map(element -> Fields.map(element))
                .toList();
    }

    static ResourceKey key(Object object) {
        return new ResourceKey(
                text(object, "group"),
                text(object, "kind"),
                text(object, "namespace"),
                text(object, "name"));
    }

    /** {@code revision(s)} and {@code source(s)}, which stand side by side wherever they are. */
    static Origin origin(Object object) {
        return new Origin(
                text(object, "revision"),
                texts(object, "revisions"),
                Fields.map(object, "source"),
                Fields.list(object, "sources"));
    }

    static Initiator initiator(Object object) {
        return new Initiator(text(object, "username"), flag(object, "automated"));
    }
}
