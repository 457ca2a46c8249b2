package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Map;

/**
 * What names an object and what is hung on it.
 *
 * @param namespace {@code ""} when the manifest names none
 */
public record Metadata(
        String namespace, String name, Map<String, String> annotations, List<String> finalizers) {

    public static final String PRE_DELETE_FINALIZER = "pre-delete-finalizer.argocd.argoproj.io";
    public static final String POST_DELETE_FINALIZER = "post-delete-finalizer.argocd.argoproj.io";

    public Metadata {
        annotations = Map.copyOf(annotations);
        finalizers = List.copyOf(finalizers);
    }

    /** What happens to the objects when the Application is deleted. */
    public ResourcesFinalizer resourcesFinalizer() {
        return ResourcesFinalizer.of(finalizers);
    }

    /** Finalizers of PreDelete hooks: the plain name and one for each stage. */
    public List<String> preDeleteFinalizers() {
        return startingWith(PRE_DELETE_FINALIZER);
    }

    /** Finalizers of PostDelete hooks: the plain name and one for each stage. */
    public List<String> postDeleteFinalizers() {
        return startingWith(POST_DELETE_FINALIZER);
    }

    private List<String> startingWith(String prefix) {
        return finalizers.stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
