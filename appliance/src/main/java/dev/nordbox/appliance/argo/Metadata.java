package dev.nordbox.appliance.argo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What names an object and what is hung on it.
 *
 * @param namespace {@code ""} when the manifest names none
 * @param uid {@code ""} for an object that is not stored yet
 * @param resourceVersion {@code ""} for an object that is not stored yet
 * @param generation 0 for an object that is not stored yet
 * @param deletionTimestamp present once somebody deleted it and finalizers hold it
 */
public record Metadata(
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        long generation,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers,
        Optional<Instant> deletionTimestamp) {

    public Metadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        finalizers = List.copyOf(finalizers);
    }

    /** What happens to the objects when the Application is deleted. */
    public ResourcesFinalizer resourcesFinalizer() {
        return ResourcesFinalizer.of(finalizers);
    }

    /** Finalizers of PreDelete hooks: the plain name and one for each stage. */
    public List<String> preDeleteFinalizers() {
        return startingWith("pre-delete-finalizer.argocd.argoproj.io");
    }

    /** Finalizers of PostDelete hooks: the plain name and one for each stage. */
    public List<String> postDeleteFinalizers() {
        return startingWith("post-delete-finalizer.argocd.argoproj.io");
    }

    private List<String> startingWith(String prefix) {
        return finalizers.stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
