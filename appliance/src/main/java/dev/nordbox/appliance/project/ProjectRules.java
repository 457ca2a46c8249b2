package dev.nordbox.appliance.project;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.Project.KindPattern;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.Spec;
import dev.nordbox.appliance.argo.Wildcard;
import dev.nordbox.appliance.catalog.ShownUrl;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds an Application to its project, as Argo CD does: its sources, its destination, and each
 * object that it brings, hooks of a deletion included, in the cluster that it is for.
 */
public final class ProjectRules {

    private final Project project;
    private final ClusterNames cluster;

    public ProjectRules(Project project, ClusterNames cluster) {
        this.project = project;
        this.cluster = cluster;
    }

    /**
     * Why an Application may not lie in a namespace beside the controller's own: who may write
     * there would choose the project that binds them. Empty when it may.
     */
    public Optional<String> objectionToPlace(String namespace) {
        return project.sourceNamespaces().stream().anyMatch(p -> Wildcard.matches(p, namespace))
                ? Optional.empty()
                : Optional.of(
                        "metadata.namespace: an Application in '"
                                + namespace
                                + "'"
                                + notPermitted()
                                + "add the namespace to the project's sourceNamespaces, or move the"
                                + " Application to argocd");
    }

    /** What the spec names and may not; each with its field. */
    public List<String> objections(Spec spec) {
        List<String> objections = new ArrayList<>();
        for (Source source : spec.sources()) {
            if (!SourceRepos.allow(project.sourceRepos(), source.repoUrl())) {
                objections.add(
                        "spec.source.repoURL: "
                                + ShownUrl.in(source.repoUrl())
                                + notPermitted()
                                + "add it to the project's sourceRepos");
            }
        }
        String namespace = spec.destination().namespace();
        if (!Destinations.allow(project.destinations(), cluster, namespace)) {
            objections.add(
                    "spec.destination: the namespace '"
                            + namespace
                            + "' of this cluster"
                            + notPermitted()
                            + "add it to the project's destinations");
        }
        return objections;
    }

    /** What is among the objects and may not be; each with where it is written. */
    public List<String> objections(DesiredObjects desired) {
        return Stream.concat(desired.objects().values().stream(), desired.hooks().stream())
                .filter(Target::placed) // what is not served yet is looked at again when it is
                .map(target -> objection(target))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> objection(Target target) {
        return whereToAllow(target.key())
                .map(
                        where ->
                                target.manifest().origin()
                                        + ": "
                                        + target.key()
                                        + notPermitted()
                                        + where);
    }

    /**
     * Why an object that is there may not be deleted: as with Argo CD, what a project does not
     * permit is nothing that its applications decide about. Empty when it may.
     */
    public Optional<String> objectionToDeletion(ResourceKey key) {
        return whereToAllow(key)
                .map(
                        where ->
                                "it"
                                        + notPermitted()
                                        + where
                                        + ", or delete it by hand: kubectl delete "
                                        + key.groupKind()
                                        + (key.namespace().isEmpty()
                                                ? ""
                                                : " -n " + key.namespace())
                                        + " "
                                        + key.name());
    }

    /** Where the project would have to permit it; empty when it does. */
    private Optional<String> whereToAllow(ResourceKey key) {
        if (!isPermitted(key)) {
            String list = key.namespace().isEmpty() ? "clusterResource" : "namespaceResource";
            return Optional.of("see its " + list + "Whitelist and " + list + "Blacklist");
        }
        boolean elsewhere =
                !key.namespace().isEmpty()
                        && !Destinations.allow(project.destinations(), cluster, key.namespace());
        return elsewhere
                ? Optional.of("add its namespace to the project's destinations")
                : Optional.empty();
    }

    private boolean isPermitted(ResourceKey key) {
        if (key.namespace().isEmpty()) {
            return isAmong(project.clusterKinds(), key)
                    && !isAmong(project.deniedClusterKinds(), key);
        }
        return project.namespacedKinds().map(allowed -> isAmong(allowed, key)).orElse(true)
                && !isAmong(project.deniedNamespacedKinds(), key);
    }

    private static boolean isAmong(List<KindPattern> kinds, ResourceKey key) {
        return kinds.stream().anyMatch(kind -> kind.matches(key.groupKind(), key.name()));
    }

    private String notPermitted() {
        return " is not permitted in project " + project.name() + "; ";
    }
}
