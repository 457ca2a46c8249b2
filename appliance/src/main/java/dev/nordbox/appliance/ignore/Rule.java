package dev.nordbox.appliance.ignore;

import dev.nordbox.appliance.argo.IgnoreDifference;
import dev.nordbox.appliance.argo.Wildcard;
import dev.nordbox.appliance.json.JsonPointer;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code ignoreDifferences}, ready to be used.
 *
 * @param paths fields by their place
 */
record Rule(IgnoreDifference written, List<FieldPath> paths) {

    static Rule of(IgnoreDifference written) {
        List<FieldPath> paths = new ArrayList<>();
        for (String pointer : written.jsonPointers()) {
            JsonPointer.parse(pointer).map(FieldPath::pointer).ifPresent(paths::add);
        }
        written.jqPathExpressions().stream().map(FieldPath::jq).forEach(paths::add);
        return new Rule(written, paths);
    }

    boolean concerns(GroupKind kind) {
        return Wildcard.matches(written.group(), kind.group())
                && Wildcard.matches(written.kind(), kind.kind());
    }

    boolean matches(Map<String, Object> object) {
        GroupKind kind =
                GroupKind.of(
                        Fields.text(object, "apiVersion").orElse(""),
                        Fields.text(object, "kind").orElse(""));
        return concerns(kind)
                && isOrAny(written.name(), object, "name")
                && isOrAny(written.namespace(), object, "namespace");
    }

    /** Fields by their owner, which the live object tells. */
    List<OwnedFields> ownedByOthers(Map<String, Object> live) {
        return written.managedFieldsManagers().stream()
                .flatMap(manager -> OwnedFields.of(live, manager).stream())
                .toList();
    }

    private static boolean isOrAny(String wanted, Map<String, Object> object, String field) {
        return wanted.isEmpty() || wanted.equals(Fields.text(object, "metadata", field).orElse(""));
    }
}
