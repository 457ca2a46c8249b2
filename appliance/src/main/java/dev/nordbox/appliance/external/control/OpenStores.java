package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.ProvidedData;
import dev.nordbox.appliance.external.SecretsReader;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.external.vault.VaultSession;
import dev.nordbox.appliance.external.vault.VaultStore;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.manifest.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stores that one ExternalSecret reads from, each opened once, all closed at the end. */
final class OpenStores implements ProvidedData.Stores, AutoCloseable {
    private final Cluster cluster;
    private final Vaults vaults;
    private final String namespace;
    private final Map<StoreRef, VaultSession> open = new HashMap<>();

    /**
     * @param namespace of the ExternalSecret
     */
    OpenStores(Cluster cluster, Vaults vaults, String namespace) {
        this.cluster = cluster;
        this.vaults = vaults;
        this.namespace = namespace;
    }

    @Override
    public SecretsReader open(StoreRef ref) throws CannotSync {
        VaultSession session = open.get(ref);
        if (session == null) {
            LiveObject store = store(ref);
            admit(ref, store);
            session =
                    vaults.open(
                            VaultStore.read(store.content()),
                            new ClusterCredentials(cluster, ref.ofTheCluster(), namespace));
            open.put(ref, session);
        }
        return session.reader();
    }

    private LiveObject store(StoreRef ref) throws CannotSync {
        try {
            return cluster.get(ExternalKinds.store(ref, namespace))
                    .orElseThrow(() -> CannotSync.data("could not get " + ref + ", there is none"));
        } catch (ClusterException e) {
            throw CannotSync.data("could not get " + ref + ", " + e.getMessage());
        }
    }

    private void admit(StoreRef ref, LiveObject store) throws CannotSync {
        List<Object> conditions = Fields.list(store.content(), "spec", "conditions");
        if (!ref.ofTheCluster() || conditions.isEmpty()) {
            return;
        }
        try {
            Optional<LiveObject> live = cluster.get(ExternalKinds.core("Namespace", "", namespace));
            Map<String, Object> labels =
                    live.map(one -> Fields.map(one.content(), "metadata", "labels"))
                            .orElse(Map.of());
            if (!StoreConditions.admit(conditions, namespace, labels)) {
                throw CannotSync.data(
                        "using cluster store \""
                                + ref.name()
                                + "\" is not allowed from namespace \""
                                + namespace
                                + "\": denied by spec.condition");
            }
        } catch (ClusterException e) {
            throw CannotSync.data("failed to get a namespace: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        open.values().forEach(VaultSession::close);
        open.clear();
    }
}
