package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.ProjectReader;
import dev.nordbox.appliance.argo.ProjectReading;
import dev.nordbox.appliance.argo.Spec;
import dev.nordbox.appliance.argo.SpecProblem;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.project.ProjectRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The AppProjects of the cluster, and what they say of an application. The root belongs to who set
 * the box up, and to no project.
 */
final class Projects {

    private final LiveCache cache;
    private final ClusterNames cluster;

    Projects(LiveCache cache, ClusterNames cluster) {
        this.cache = cache;
        this.cluster = cluster;
    }

    /** What is in the way of knowing them; empty when all have been heard of. */
    Optional<String> unknown() {
        return cache.knows(Project.KIND)
                ? Optional.empty()
                : Optional.of(
                        cache.trouble(Project.KIND)
                                .map(why -> "the projects cannot be read: " + why)
                                .orElse("the projects are being listed"));
    }

    /** Why the application may not be synced at all; empty when it may. */
    List<String> objections(AppState state) {
        if (state.isRoot()) {
            return List.of();
        }
        Spec spec = state.application().spec();
        Optional<ProjectReading> reading = of(state);
        if (reading.isEmpty()) {
            return List.of(
                    "spec.project: the project '"
                            + spec.project()
                            + "' does not exist; add the AppProject to the repository, or write"
                            + " default");
        }
        List<String> objections = new ArrayList<>(told(reading.get(), true));
        objectionToPlace(state).ifPresent(objections::add);
        objections.addAll(rules(reading.get()).objections(spec));
        return objections;
    }

    /** Which of its objects the application may not have; none of them without a project. */
    List<String> objections(AppState state, DesiredObjects desired) {
        if (state.isRoot() || desired.objects().isEmpty() && desired.hooks().isEmpty()) {
            return List.of();
        }
        List<String> objections = new ArrayList<>(objections(state));
        of(state)
                .map(this::rules)
                .map(rules -> rules.objections(desired))
                .ifPresent(objections::addAll);
        return objections;
    }

    /**
     * Why an object of the application may not be deleted; empty when it may. A project that is
     * gone keeps nothing: it often leaves together with its applications.
     */
    Optional<String> objectionToDeletion(AppState state, ResourceKey object) {
        if (state.isRoot()) {
            return Optional.empty();
        }
        return objectionToPlace(state)
                .or(
                        () ->
                                of(state)
                                        .map(this::rules)
                                        .flatMap(rules -> rules.objectionToDeletion(object)));
    }

    /**
     * Why the Application may not lie where it lies. Where there is no project nobody is bound by
     * one, and Applications may lie anywhere.
     */
    private Optional<String> objectionToPlace(AppState state) {
        String namespace = state.key.namespace();
        boolean binding =
                cache.objects(Project.KIND).stream()
                        .anyMatch(project -> project.key().namespace().equals(AppKey.HOME));
        return namespace.equals(AppKey.HOME) || !binding
                ? Optional.empty()
                : of(state).map(this::rules).flatMap(rules -> rules.objectionToPlace(namespace));
    }

    private ProjectRules rules(ProjectReading reading) {
        return new ProjectRules(reading.project(), cluster);
    }

    /** What is not honoured in its project, without being an obstacle. */
    List<String> warnings(AppState state) {
        return state.isRoot()
                ? List.of()
                : of(state).map(reading -> told(reading, false)).orElse(List.of());
    }

    /** What gates hold it to; one that does not exist allows nothing of its own. */
    Project project(AppState state) {
        return Optional.of(state)
                .filter(ofNoRoot -> !ofNoRoot.isRoot())
                .flatMap(this::of)
                .map(ProjectReading::project)
                .orElse(Project.UNRESTRICTED);
    }

    /** Of the controller's own namespace alone: elsewhere others may write projects. */
    private Optional<ProjectReading> of(AppState state) {
        String name = state.application().spec().project();
        ResourceKey key =
                new ResourceKey(Project.KIND.group(), Project.KIND.kind(), AppKey.HOME, name);
        Optional<ProjectReading> written =
                cache.object(key).map(object -> ProjectReader.read(object.content()));
        return name.equals(Project.DEFAULT)
                ? written.or(() -> Optional.of(new ProjectReading(Project.UNRESTRICTED, List.of())))
                : written;
    }

    private static List<String> told(ProjectReading reading, boolean fatal) {
        return reading.problems().stream()
                .filter(problem -> problem.fatal() == fatal)
                .map(SpecProblem::toString)
                .map(problem -> "project " + reading.project().name() + ": " + problem)
                .toList();
    }
}
