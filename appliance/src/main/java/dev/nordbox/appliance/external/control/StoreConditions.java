package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.gotemplate.Budget;
import dev.nordbox.appliance.render.gotemplate.GoTemplate;
import dev.nordbox.appliance.render.gotemplate.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which namespaces may use a ClusterSecretStore: any condition that fits lets one in. */
final class StoreConditions {
    private StoreConditions() {}

    /**
     * @param conditions {@code spec.conditions}; none lets everybody in
     * @param labels of the namespace
     */
    static boolean admit(List<Object> conditions, String namespace, Map<String, Object> labels)
            throws CannotSync {
        if (conditions.isEmpty()) {
            return true;
        }
        for (Object condition : conditions) {
            Optional<Object> selector = Fields.at(condition, "namespaceSelector");
            if (Fields.list(condition, "namespaces").contains(namespace)
                    || selector.isPresent() && selects(selector.get(), labels)) {
                return true;
            }
            for (Object regexp : Fields.list(condition, "namespaceRegexes")) {
                if (matches(String.valueOf(regexp), namespace)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(String regexp, String namespace) throws CannotSync {
        try {
            return GoTemplate.parse("namespace", "{{ mustRegexMatch .regexp .name }}")
                    .execute(Map.of("regexp", regexp, "name", namespace), Budget.DEFAULT)
                    .equals("true");
        } catch (TemplateException e) {
            throw CannotSync.data("failed to compile regex " + regexp + ": " + e.getMessage());
        }
    }

    private static boolean selects(Object selector, Map<String, Object> labels) throws CannotSync {
        for (Map.Entry<String, Object> wanted : Fields.map(selector, "matchLabels").entrySet()) {
            Object value = Objects.requireNonNullElse(wanted.getValue(), "");
            if (!value.equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (Object expression : Fields.list(selector, "matchExpressions")) {
            if (!holds(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Object expression, Map<String, Object> labels) throws CannotSync {
        Optional<Object> value =
                Optional.ofNullable(labels.get(Fields.text(expression, "key").orElse("")));
        List<Object> values = Fields.list(expression, "values");
        String operator = Fields.text(expression, "operator").orElse("");
        if (values.isEmpty() && operator.endsWith("In")) { // NotIn of nothing would hold for all
            throw CannotSync.data("spec.conditions: operator " + operator + " needs values");
        }
        return switch (operator) {
            case "In" -> value.filter(values::contains).isPresent();
            case "NotIn" -> value.filter(values::contains).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            default ->
                    throw CannotSync.data(
                            "spec.conditions: operator " + operator + " is not honoured");
        };
    }
}
