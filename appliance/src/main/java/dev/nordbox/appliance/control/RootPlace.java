package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Destination;
import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller was told to follow.
 *
 * @param name of the root Application
 * @param path directory in the repository, {@code ""} for its root
 * @param destination the cluster whose root it is
 */
public record RootPlace(
        String name, String url, String targetRevision, String path, Destination destination) {

    private static final int LONGEST = 200;

    /** Named after the repository, and after the path where there is one. */
    public static RootPlace of(
            String url, String targetRevision, String path, ClusterNames cluster) {
        String place = RepositoryAddress.of(url).name() + (path.isEmpty() ? "" : "-" + path);
        return new RootPlace(
                "nordbox-" + asName(place),
                url,
                targetRevision,
                path,
                cluster.destination("default"));
    }

    /** As an object may be called; not every repository's name has a letter of those. */
    private static String asName(String place) {
        String name = place.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String bounded = name.substring(0, Math.min(LONGEST, name.length()));
        String trimmed = bounded.replaceAll("^-+|-+$", "");
        return trimmed.isEmpty() ? "repository" : trimmed;
    }

    AppKey key() {
        return new AppKey(AppKey.HOME, name);
    }

    Manifest manifest() {
        return Roots.manifest(key(), url, targetRevision, path, destination);
    }

    /**
     * Why the root that is there is not to be taken over: to the controller that wrote it this
     * cluster is another one, so it has other Applications. Empty when the cluster is the same.
     */
    Optional<String> objection(LiveObject root) {
        Map<String, Object> was = Fields.map(root.content(), "spec", "destination");
        Map<String, Object> shall = Fields.map(manifest().content(), "spec", "destination");
        return was.equals(shall)
                ? Optional.empty()
                : Optional.of(
                        "this cluster was "
                                + words(was)
                                + " to the controller that kept it so far, and is "
                                + words(shall)
                                + " to this one, which would bring other Applications; stop one of"
                                + " them, or, if it is meant so: kubectl -n argocd delete"
                                + " application "
                                + name
                                + ", with which nothing else goes");
    }

    private static String words(Map<String, Object> destination) {
        return destination.containsKey("name")
                ? "'" + destination.get("name") + "'"
                : "its first or only one";
    }

    /** Nobody has changed what the controller was told. */
    boolean isAsWanted(LiveObject object) {
        return Fields.map(object.content(), "spec")
                .equals(Fields.map(manifest().content(), "spec"));
    }
}
