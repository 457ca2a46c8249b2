package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.SpecProblem;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.gate.Gates;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What an application says that is not heeded, and what of it cannot be read; as conditions. */
final class Complaints {

    /** The same slip in a thousand objects would make the status too large. */
    private static final int MOST_OBJECTS = 20;

    private static final GroupKind SETS = new GroupKind("argoproj.io", "ApplicationSet");
    private static final String OF_A_SET =
            "is not honoured yet, so nothing comes of it; write its Applications out";

    private final Gates gates;
    private final Projects projects;
    private final HealthSettings health;
    private final LiveCache cache;

    Complaints(Gates gates, Projects projects, HealthSettings health, LiveCache cache) {
        this.gates = gates;
        this.projects = projects;
        this.health = health;
        this.cache = cache;
    }

    List<Condition> about(AppState state, DesiredObjects desired) {
        List<Condition> conditions = new ArrayList<>();
        Stream.of(
                        state.reading.warnings().stream().map(SpecProblem::toString),
                        projects.warnings(state).stream(),
                        health.warnings(desired).stream(),
                        ArgoSettings.warnings(desired).stream(),
                        state.application().requests().problems().stream(),
                        ofObjects(desired).stream())
                .flatMap(all -> all)
                .map(what -> Condition.of(ConditionType.INVALID_SPEC_WARNING, what))
                .forEach(conditions::add);
        gates.warnings(desired, projects.project(state)).stream()
                .map(what -> Condition.of(ConditionType.PLAIN_SECRET_WARNING, what))
                .forEach(conditions::add);
        desired.repeated().stream()
                .map(what -> Condition.of(ConditionType.REPEATED_RESOURCE_WARNING, what))
                .forEach(conditions::add);
        unreadable(desired).stream()
                .map(
                        kind ->
                                "objects of kind "
                                        + kind
                                        + " cannot be read: "
                                        + cache.trouble(kind).orElse(""))
                // No commit can mend what the API server does not answer.
                .map(what -> Condition.of(ConditionType.SYNC_ERROR, what))
                .forEach(conditions::add);
        return conditions;
    }

    /** What objects and their annotations say and nobody heeds. */
    private static List<String> ofObjects(DesiredObjects desired) {
        List<String> all =
                Stream.concat(
                                desired.misspelt().values().stream(),
                                desired.all().flatMap(Complaints::problems))
                        .toList();
        if (all.size() <= MOST_OBJECTS) {
            return all;
        }
        List<String> shown = new ArrayList<>(all.subList(0, MOST_OBJECTS));
        shown.add("and " + (all.size() - MOST_OBJECTS) + " more things that are not heeded");
        return shown;
    }

    private static Stream<String> problems(Target target) {
        return Stream.concat(
                        target.options().problems().stream(),
                        target.key().groupKind().equals(SETS) ? Stream.of(OF_A_SET) : Stream.of())
                .map(problem -> target.manifest().origin() + ": " + target.key() + ": " + problem);
    }

    private Set<GroupKind> unreadable(DesiredObjects desired) {
        Set<GroupKind> unreadable = new TreeSet<>();
        desired.objects().keySet().stream()
                .map(ResourceKey::groupKind)
                .filter(kind -> cache.trouble(kind).isPresent() && !cache.knows(kind))
                .forEach(unreadable::add);
        return unreadable;
    }
}
