package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.cel.CelException;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The user's own health rules, which go before those that are built in. Of a kind's rules the first
 * that counts tells; when none does, the built-in ones tell. A rule that cannot be told makes the
 * object Unknown and never Healthy.
 *
 * @param byKind in their order
 * @param source what each kind's rules were written as: equal ones are the same rules
 * @param problems what is wrong with what was written; the kinds that it is about are Unknown
 */
public record UserRules(
        Map<GroupKind, List<UserRule>> byKind,
        Map<GroupKind, String> source,
        Map<GroupKind, String> broken,
        List<String> problems) {

    public static final UserRules NONE = new UserRules(Map.of(), Map.of(), Map.of(), List.of());

    public UserRules {
        byKind = Map.copyOf(byKind);
        source = Map.copyOf(source);
        broken = Map.copyOf(broken);
        problems = List.copyOf(problems);
    }

    /**
     * Rules, in this order: an object that is being deleted; the user's; {@link HealthRules}. Never
     * throws.
     *
     * @param content the whole live object
     */
    public Health assess(Map<String, Object> content) {
        Live live = new Live(content);
        GroupKind kind = live.kind();
        if (!source.containsKey(kind) || HealthRules.isLeaving(live)) {
            return HealthRules.assess(content);
        }
        return Optional.ofNullable(broken.get(kind))
                .map(why -> Health.unknown("its health rules cannot be used: " + why))
                .orElseGet(() -> byRules(kind, content));
    }

    private Health byRules(GroupKind kind, Map<String, Object> content) {
        int number = 0;
        for (UserRule rule : byKind.getOrDefault(kind, List.of())) {
            number++;
            try {
                if (rule.counts(content)) {
                    return rule.health(content);
                }
            } catch (CelException e) {
                return Health.unknown("health rule " + number + " of its kind: " + e.getMessage());
            }
        }
        return HealthRules.assess(content);
    }

    /** The kinds whose objects may be in another health by the other rules. */
    public Set<GroupKind> differing(UserRules other) {
        Set<GroupKind> kinds = new HashSet<>(source.keySet());
        kinds.addAll(other.source.keySet());
        kinds.removeIf(kind -> Objects.equals(source.get(kind), other.source.get(kind)));
        return kinds;
    }
}
