package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Kubernetes cluster, in generic terms: every kind it serves, known to us or not.
 *
 * <p>Keys name the namespace for namespaced kinds and {@code ""} for others. To list or apply a
 * kind that is not served is refused with 404; getting or deleting finds nothing.
 */
public interface Cluster extends AutoCloseable {

    /** Who we are in {@code metadata.managedFields}. */
    String FIELD_MANAGER = "nordbox";

    /** What is served now; asks the server. */
    ServedKinds servedKinds() throws ClusterException;

    Optional<LiveObject> get(ResourceKey key) throws ClusterException;

    /** As {@link #get(ResourceKey)}, in the version {@code apps/v1} and not the preferred one. */
    Optional<LiveObject> get(ResourceKey key, String apiVersion) throws ClusterException;

    /**
     * All objects of a kind.
     *
     * @param namespace {@code ""} for all namespaces
     */
    default List<LiveObject> list(GroupKind kind, String namespace, Detail detail)
            throws ClusterException {
        return list(kind, namespace, detail, object -> true);
    }

    /** Those that are wanted; the others are dropped page by page and never held together. */
    List<LiveObject> list(
            GroupKind kind, String namespace, Detail detail, Predicate<LiveObject> wanted)
            throws ClusterException;

    /**
     * Server-side apply as {@link #FIELD_MANAGER}, taking fields from other managers by force.
     * Unknown fields are refused.
     *
     * @return the object as stored, or as it would be stored
     */
    LiveObject apply(Manifest manifest, ApplyMode mode) throws ClusterException;

    /**
     * Creates an object that must not be there yet.
     *
     * @throws ApiRefused with 409 {@code AlreadyExists} when it is
     */
    default LiveObject create(Manifest manifest) throws ClusterException {
        return createAs(FIELD_MANAGER, manifest);
    }

    /** The same as another field manager. */
    LiveObject createAs(String fieldManager, Manifest manifest) throws ClusterException;

    /**
     * @return false when it is there already
     */
    default boolean createIfAbsent(Manifest manifest) throws ClusterException {
        try {
            create(manifest);
            return true;
        } catch (ApiRefused e) {
            if (e.conflict()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Puts the whole object in the place of the one that is there.
     *
     * @param manifest with {@code metadata.resourceVersion} only that very state is replaced
     */
    default LiveObject replace(Manifest manifest) throws ClusterException {
        return replaceAs(FIELD_MANAGER, manifest);
    }

    /** The same as another field manager. */
    LiveObject replaceAs(String fieldManager, Manifest manifest) throws ClusterException;

    /**
     * What {@link #create} would store, or {@link #replace} in the place of an object that is
     * there; stores nothing.
     *
     * @param manifest with {@code metadata.resourceVersion} it replaces that very state
     */
    LiveObject rehearse(Manifest manifest) throws ClusterException;

    /** Changes what the patch names; the object must be there. */
    LiveObject patch(ResourceKey key, ObjectPatch patch) throws ClusterException;

    /**
     * Deletes one very object; one that is gone already is fine.
     *
     * @param uid the object that is meant: a later one of the same name is left alone
     * @return false when there was nothing to delete
     */
    boolean delete(ResourceKey key, String uid, Propagation propagation) throws ClusterException;

    /**
     * A token that speaks for a service account, made for this request and ended by the server.
     *
     * @param audiences who shall take it; empty for the API server itself
     */
    String serviceAccountToken(
            String namespace, String name, List<String> audiences, Duration lifetime)
            throws ClusterException;

    /** Listens to a kind in all namespaces. Lost connections are renewed until it is closed. */
    Watch watch(GroupKind kind, Detail detail, ObjectListener listener);

    /** The same of one object alone, which need not be there yet. */
    Watch watch(ResourceKey key, ObjectListener listener);

    @Override
    void close();
}
