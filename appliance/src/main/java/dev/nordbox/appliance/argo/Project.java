package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.seal.PlainSecrets;
import java.util.List;
import java.util.Optional;

/**
 * One AppProject: what its Applications may do. A pattern in front of which a {@code !} stands
 * forbids what it matches, whatever else is allowed.
 *
 * @param sourceRepos addresses of repositories, as patterns
 * @param destinations clusters and namespaces, as patterns
 * @param clusterKinds kinds without a namespace that are allowed; none when it is empty
 * @param deniedClusterKinds kinds without a namespace that are not, whatever is allowed
 * @param namespacedKinds kinds in a namespace that are allowed; all when it is absent
 * @param deniedNamespacedKinds kinds in a namespace that are not, whatever is allowed
 * @param sourceNamespaces namespaces beside the controller's own in which its Applications may lie,
 *     as patterns
 * @param plainSecrets what becomes of Secrets in the clear; empty: what the controller does
 *     otherwise
 */
public record Project(
        String name,
        List<String> sourceRepos,
        List<Destination> destinations,
        List<KindPattern> clusterKinds,
        List<KindPattern> deniedClusterKinds,
        Optional<List<KindPattern>> namespacedKinds,
        List<KindPattern> deniedNamespacedKinds,
        List<String> sourceNamespaces,
        Optional<PlainSecrets.Policy> plainSecrets) {

    /** Annotation of ours, of an AppProject: {@code refuse} or {@code warn}. */
    public static final String PLAIN_SECRETS = "nordbox.no/plain-secrets";

    public static final GroupKind KIND = new GroupKind("argoproj.io", "AppProject");

    public static final String DEFAULT = "default";

    /** The project {@code default} while nobody has written one. */
    public static final Project UNRESTRICTED =
            new Project(
                    DEFAULT,
                    List.of("*"),
                    List.of(new Destination("*", "*", "*")),
                    List.of(KindPattern.ANY),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty());

    public Project {
        sourceRepos = List.copyOf(sourceRepos);
        destinations = List.copyOf(destinations);
        clusterKinds = List.copyOf(clusterKinds);
        deniedClusterKinds = List.copyOf(deniedClusterKinds);
        namespacedKinds = namespacedKinds.map(List::copyOf);
        deniedNamespacedKinds = List.copyOf(deniedNamespacedKinds);
        sourceNamespaces = List.copyOf(sourceNamespaces);
    }

    /**
     * Kinds of objects, each part a pattern.
     *
     * @param name of the object; {@code ""} for every name
     */
    public record KindPattern(String group, String kind, String name) {
        static final KindPattern ANY = new KindPattern("*", "*", "");

        public boolean matches(GroupKind itsKind, String itsName) {
            return Wildcard.matches(group, itsKind.group())
                    && Wildcard.matches(kind, itsKind.kind())
                    && (name.isEmpty() || Wildcard.matches(name, itsName));
        }
    }
}
