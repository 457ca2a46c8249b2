package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A cluster that is read at any time, and changed only while a mandate is held. It is asked before
 * each change, so that what was begun in time and goes on too late leaves things alone.
 */
public final class MandatedCluster implements Cluster {

    private final Cluster cluster;
    private final Mandate mandate;

    /**
     * @param cluster that somebody else closes
     */
    public MandatedCluster(Cluster cluster, Mandate mandate) {
        this.cluster = cluster;
        this.mandate = mandate;
    }

    private Cluster toChange() throws ApiUnavailable {
        if (!mandate.held()) {
            throw new ApiUnavailable(
                    "nothing is changed here while this controller does not have the Lease");
        }
        return cluster;
    }

    // ---- read

    @Override
    public ServedKinds servedKinds() throws ClusterException {
        return cluster.servedKinds();
    }

    @Override
    public Optional<LiveObject> get(ResourceKey key) throws ClusterException {
        return cluster.get(key);
    }

    @Override
    public Optional<LiveObject> get(ResourceKey key, String apiVersion) throws ClusterException {
        return cluster.get(key, apiVersion);
    }

    @Override
    public List<LiveObject> list(
            GroupKind kind, String namespace, Detail detail, Predicate<LiveObject> wanted)
            throws ClusterException {
        return cluster.list(kind, namespace, detail, wanted);
    }

    @Override
    public Watch watch(GroupKind kind, Detail detail, ObjectListener listener) {
        return cluster.watch(kind, detail, listener);
    }

    @Override
    public Watch watch(ResourceKey key, ObjectListener listener) {
        return cluster.watch(key, listener);
    }

    /** Ends by itself, and is no object. */
    @Override
    public String serviceAccountToken(
            String namespace, String name, List<String> audiences, Duration lifetime)
            throws ClusterException {
        return cluster.serviceAccountToken(namespace, name, audiences, lifetime);
    }

    @Override
    public LiveObject rehearse(Manifest manifest) throws ClusterException {
        return cluster.rehearse(manifest);
    }

    // ---- changed

    @Override
    public LiveObject apply(Manifest manifest, ApplyMode mode) throws ClusterException {
        return mode == ApplyMode.DRY_RUN
                ? cluster.apply(manifest, mode)
                : toChange().apply(manifest, mode);
    }

    @Override
    public LiveObject createAs(String fieldManager, Manifest manifest) throws ClusterException {
        return toChange().createAs(fieldManager, manifest);
    }

    @Override
    public LiveObject replaceAs(String fieldManager, Manifest manifest) throws ClusterException {
        return toChange().replaceAs(fieldManager, manifest);
    }

    @Override
    public LiveObject patch(ResourceKey key, ObjectPatch patch) throws ClusterException {
        return toChange().patch(key, patch);
    }

    @Override
    public boolean delete(ResourceKey key, String uid, Propagation propagation)
            throws ClusterException {
        return toChange().delete(key, uid, propagation);
    }

    @Override
    public void close() {
        // whose it is closes it
    }
}
