package dev.nordbox.appliance.ignore;

import dev.nordbox.appliance.argo.IgnoreDifference;
import dev.nordbox.appliance.json.JsonPointer;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ignoreDifferences} of one Application, ready to be used on its objects. */
public final class Normaliser {

    /** Ignores nothing. */
    public static final Normaliser NONE = of(List.of());

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
        List<IgnoreDifference> matching = matching(live);
        if (matching.isEmpty()) {
            return new Pair(live, predicted);
        }
        Map<String, Object> left = JsonCopy.of(live);
        Map<String, Object> right = JsonCopy.of(predicted);
        for (IgnoreDifference rule : matching) {
            for (JsonPointer pointer : pointers(rule)) {
                pointer.removeFrom(left);
                pointer.removeFrom(right);
            }
            // Who owns a field is told by the live object, for both.
            for (OwnedFields owned : ownedByOthers(rule, live)) {
                owned.removeFrom(left);
                owned.removeFrom(right);
            }
        }
        return new Pair(left, right);
    }

    /**
     * The manifest with the ignored fields as they are in the cluster, for {@code
     * RespectIgnoreDifferences}: applying it changes none of them. What a named manager owns is
     * left to it; a field that a pointer names keeps its value, since one that we own would be
     * taken away if it were left out.
     */
    public Manifest respect(Manifest wanted, Map<String, Object> live) {
        List<IgnoreDifference> matching = matching(live);
        if (matching.isEmpty()) {
            return wanted;
        }
        Map<String, Object> content = JsonCopy.of(wanted.content());
        for (IgnoreDifference rule : matching) {
            pointers(rule).forEach(pointer -> pointer.carry(live, content));
            ownedByOthers(rule, live).forEach(owned -> owned.removeFrom(content));
        }
        return new Manifest(wanted.key(), wanted.apiVersion(), content, wanted.origin());
    }

    private List<IgnoreDifference> matching(Map<String, Object> object) {
        return rules.stream().filter(rule -> matches(rule, object)).toList();
    }

    private static List<JsonPointer> pointers(IgnoreDifference rule) {
        return rule.jsonPointers().stream()
                .map(JsonPointer::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<OwnedFields> ownedByOthers(
            IgnoreDifference rule, Map<String, Object> live) {
        return rule.managedFieldsManagers().stream()
                .flatMap(manager -> OwnedFields.of(live, manager).stream())
                .toList();
    }

    /** Something is ignored in objects of this kind: they are compared field by field. */
    public boolean concerns(GroupKind kind) {
        return rules.stream()
                .anyMatch(
                        rule ->
                                Wildcard.matches(rule.group(), kind.group())
                                        && Wildcard.matches(rule.kind(), kind.kind()));
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
