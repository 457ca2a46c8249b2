package dev.nordbox.installer.drill;

import dev.nordbox.appliance.manifest.Fields;

/** The conditions in an object's status. */
final class Conditions {
    private Conditions() {}

    static boolean isTrue(Object object, String type) {
        return Fields.list(object, "status", "conditions").stream()
                .anyMatch(
                        condition ->
                                Fields.text(condition, "type").orElse("").equals(type)
                                        && Fields.text(condition, "status")
                                                .orElse("")
                                                .equals("True"));
    }
}
