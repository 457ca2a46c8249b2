package dev.nordbox.appliance.ignore;

import dev.nordbox.appliance.argo.IgnoreDifference;
import dev.nordbox.appliance.argo.SpecProblem;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ignoreDifferences} of one Application, ready to be used on its objects. */
public final class Normaliser {

    private final List<IgnoreDifference> rules;

    private Normaliser(List<IgnoreDifference> rules) {
        this.rules = rules;
    }

    public static Normaliser of(List<IgnoreDifference> rules) {
        return new Normaliser(List.copyOf(rules));
    }

    /** What is left of two states of one object. */
    public record Pair(Map<String, Object> live, Map<String, Object> predicted) {}

    /**
     * Takes the ignored fields out of both states; fields that are not there are no fault. The
     * given objects stay as they are.
     *
     * @param live the object as it is, with its managedFields
     * @param predicted the object as it would be after the sync
     */
    public Pair normalise(Map<String, Object> live, Map<String, Object> predicted) {
        List<IgnoreDifference> matching =
                rules.stream().filter(rule -> matches(rule, live)).toList();
        if (matching.isEmpty()) {
            return new Pair(live, predicted);
        }
        Map<String, Object> left = JsonCopy.of(live);
        Map<String, Object> right = JsonCopy.of(predicted);
        for (IgnoreDifference rule : matching) {
            for (String pointer : rule.jsonPointers()) {
                JsonPointer.parse(pointer)
                        .ifPresent(
                                parsed -> {
                                    parsed.removeFrom(left);
                                    parsed.removeFrom(right);
                                });
            }
            for (String manager : rule.managedFieldsManagers()) {
                // Who owns a field is told by the live object, for both.
                for (OwnedFields owned : OwnedFields.of(live, manager)) {
                    owned.removeFrom(left);
                    owned.removeFrom(right);
                }
            }
        }
        return new Pair(left, right);
    }

    /** Something is ignored in objects of this kind: they are compared field by field. */
    public boolean concerns(GroupKind kind) {
        return rules.stream()
                .anyMatch(
                        rule ->
                                Wildcard.matches(rule.group(), kind.group())
                                        && Wildcard.matches(rule.kind(), kind.kind()));
    }

    /**
     * Rules that cannot be honoured. jq is not supported yet, and a rule that is left out would set
     * back what somebody wants to keep: that is fatal. A text that is no pointer ignores nothing,
     * in Argo CD as well.
     */
    public List<SpecProblem> problems() {
        List<SpecProblem> problems = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String field = "spec.ignoreDifferences[" + i + "].";
            if (!rules.get(i).jqPathExpressions().isEmpty()) {
                problems.add(
                        new SpecProblem(
                                field + "jqPathExpressions",
                                "is not supported yet",
                                "name the fields with jsonPointers, or their owner with"
                                        + " managedFieldsManagers",
                                true));
            }
            for (String pointer : rules.get(i).jsonPointers()) {
                if (JsonPointer.parse(pointer).isEmpty()) {
                    problems.add(
                            new SpecProblem(
                                    field + "jsonPointers",
                                    "'" + pointer + "' is no JSON pointer and ignores nothing",
                                    "write /spec/replicas; in a name, / is ~1 and ~ is ~0",
                                    false));
                }
            }
        }
        return problems;
    }

    private static boolean matches(IgnoreDifference rule, Map<String, Object> object) {
        GroupKind kind =
                GroupKind.of(
                        Fields.text(object, "apiVersion").orElse(""),
                        Fields.text(object, "kind").orElse(""));
        return Wildcard.matches(rule.group(), kind.group())
                && Wildcard.matches(rule.kind(), kind.kind())
                && isOrAny(rule.name(), object, "name")
                && isOrAny(rule.namespace(), object, "namespace");
    }

    private static boolean isOrAny(String wanted, Map<String, Object> object, String field) {
        return wanted.isEmpty() || wanted.equals(Fields.text(object, "metadata", field).orElse(""));
    }
}
