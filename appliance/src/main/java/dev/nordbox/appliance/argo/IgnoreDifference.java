package dev.nordbox.appliance.argo;

import java.util.List;

/**
 * Fields that are left out of the comparison.
 *
 * @param group of the objects; {@code *} stands for any text, {@code ""} is the core group
 * @param kind of the objects; {@code *} stands for any text
 * @param name {@code ""} for every name
 * @param namespace {@code ""} for every namespace
 * @param jsonPointers fields, by RFC 6901
 * @param jqPathExpressions fields, by jq
 * @param managedFieldsManagers fields that these field managers own
 */
public record IgnoreDifference(
        String group,
        String kind,
        String name,
        String namespace,
        List<String> jsonPointers,
        List<String> jqPathExpressions,
        List<String> managedFieldsManagers) {
    public IgnoreDifference {
        jsonPointers = List.copyOf(jsonPointers);
        jqPathExpressions = List.copyOf(jqPathExpressions);
        managedFieldsManagers = List.copyOf(managedFieldsManagers);
    }
}
