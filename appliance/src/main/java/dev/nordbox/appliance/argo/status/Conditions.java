package dev.nordbox.appliance.argo.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The conditions of an Application, in the order of their names. */
public record Conditions(List<Condition> all) {

    private static final Comparator<Condition> ORDER =
            Comparator.comparing((Condition c) -> c.type().toString())
                    .thenComparing(Condition::message);

    public static final Conditions NONE = new Conditions(List.of());

    public Conditions {
        all = all.stream().sorted(ORDER).toList();
    }

    /**
     * The conditions after a look: of the types that were looked at only the found ones are left,
     * and one that says the same as before keeps its time.
     *
     * @param now the time of those that are new
     */
    public Conditions with(Set<ConditionType> lookedAt, List<Condition> found, Instant now) {
        List<Condition> next = new ArrayList<>();
        all.stream().filter(old -> !lookedAt.contains(old.type())).forEach(next::add);
        found.forEach(condition -> next.add(timed(condition, now)));
        return new Conditions(next);
    }

    public List<Condition> of(ConditionType type) {
        return all.stream().filter(condition -> condition.type() == type).toList();
    }

    private Condition timed(Condition condition, Instant now) {
        return all.stream()
                .filter(old -> old.type() == condition.type())
                .filter(old -> old.message().equals(condition.message()))
                .findFirst()
                .orElseGet(
                        () ->
                                new Condition(
                                        condition.type(),
                                        condition.message(),
                                        condition.lastTransitionTime().or(() -> Optional.of(now))));
    }
}
