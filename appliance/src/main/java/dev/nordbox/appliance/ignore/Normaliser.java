package dev.nordbox.appliance.ignore;

import dev.nordbox.appliance.argo.IgnoreDifference;
import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;

/** {@code ignoreDifferences} of one Application, ready to be used on its objects. */
public final class Normaliser {

    /** Ignores nothing. */
    public static final Normaliser NONE = of(List.of());

    private final List<Rule> rules;

    private Normaliser(List<Rule> rules) {
        this.rules = rules;
    }

    public static Normaliser of(List<IgnoreDifference> rules) {
        return new Normaliser(rules.stream().map(Rule::of).toList());
    }

    /** What is left of two states of one object. */
    public record Pair(Map<String, Object> live, Map<String, Object> predicted) {}

    /**
     * Takes the ignored fields out of both states; fields that are not there are no fault. The
     * given objects stay as they are.
     *
     * @param live the object as it is, with its managedFields
     * @param predicted the object as it would be after the sync
     * @throws JqException when a jq expression cannot be used: nothing is known then
     */
    public Pair normalise(Map<String, Object> live, Map<String, Object> predicted)
            throws JqException {
        List<Rule> matching = matching(live);
        if (matching.isEmpty()) {
            return new Pair(live, predicted);
        }
        Map<String, Object> left = JsonCopy.of(live);
        Map<String, Object> right = JsonCopy.of(predicted);
        for (Rule rule : matching) {
            for (FieldPath path : rule.paths()) {
                path.removeFrom(left);
                path.removeFrom(right);
            }
            // Who owns a field is told by the live object, for both.
            for (OwnedFields owned : rule.ownedByOthers(live)) {
                owned.removeFrom(left);
                owned.removeFrom(right);
            }
        }
        return new Pair(left, right);
    }

    /**
     * The manifest with the ignored fields as they are in the cluster, for {@code
     * RespectIgnoreDifferences}: applying it changes none of them. What a named manager owns is
     * left to it; a field that is named by its place keeps its value, since one that we own would
     * be taken away if it were left out.
     *
     * @throws JqException when a jq expression cannot be used
     */
    public Manifest respect(Manifest wanted, Map<String, Object> live) throws JqException {
        List<Rule> matching = matching(live);
        if (matching.isEmpty()) {
            return wanted;
        }
        Map<String, Object> content = JsonCopy.of(wanted.content());
        for (Rule rule : matching) {
            for (FieldPath path : rule.paths()) {
                path.carry(live, content);
            }
            rule.ownedByOthers(live).forEach(owned -> owned.removeFrom(content));
        }
        return wanted.as(wanted.key(), content);
    }

    /** Something is ignored in objects of this kind: they are compared field by field. */
    public boolean concerns(GroupKind kind) {
        return rules.stream().anyMatch(rule -> rule.concerns(kind));
    }

    private List<Rule> matching(Map<String, Object> object) {
        return rules.stream().filter(rule -> rule.matches(object)).toList();
    }
}
