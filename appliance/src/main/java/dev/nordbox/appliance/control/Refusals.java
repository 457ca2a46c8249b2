package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.SpecProblem;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.catalog.FollowedRevision;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why an application is not read at all: its spec, its cluster, its project, or what it wants to
 * follow.
 */
final class Refusals {

    private final Clusters clusters;
    private final Projects projects;
    private final Sources sources;

    Refusals(Clusters clusters, Projects projects, Sources sources) {
        this.clusters = clusters;
        this.projects = projects;
        this.sources = sources;
    }

    /** All of them, each with the field and what to write. */
    List<Condition> of(AppState state, FollowedRevision root) {
        return Stream.concat(ofItself(state), sources.objections(state, root).stream())
                .map(why -> Condition.of(ConditionType.INVALID_SPEC_ERROR, why))
                .toList();
    }

    /** Its files may be in a repository that is followed, and it may yet want what is in them. */
    boolean isOfItself(AppState state) {
        return ofItself(state).findAny().isPresent();
    }

    private Stream<String> ofItself(AppState state) {
        return Stream.of(
                        state.reading.fatal().stream().map(SpecProblem::toString),
                        clusters.objection(state.application().spec().destination()).stream(),
                        projects.objections(state).stream())
                .flatMap(whys -> whys);
    }
}
