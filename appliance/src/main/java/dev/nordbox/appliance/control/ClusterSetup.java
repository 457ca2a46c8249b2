package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Definitions;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.gate.OtherArgo;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;

/** What has to be in a cluster before Applications can live in it. What is there already stays. */
final class ClusterSetup {

    private final Cluster cluster;
    private final Discovered discovered;
    private final boolean adopt;
    private final WriteBook book;

    /**
     * @param adopt take the Applications of a running Argo CD over
     */
    ClusterSetup(Cluster cluster, Discovered discovered, boolean adopt, WriteBook book) {
        this.cluster = cluster;
        this.discovered = discovered;
        this.adopt = adopt;
        this.book = book;
    }

    /** Brings the namespace where Applications live, and the Lease. */
    void home() throws ClusterException {
        ResourceKey home = new ResourceKey("", "Namespace", "", AppKey.HOME);
        if (cluster.get(home).isEmpty()) {
            apply(
                    Manifest.of(
                            Map.of(
                                    "apiVersion", "v1",
                                    "kind", "Namespace",
                                    "metadata", Map.of("name", AppKey.HOME)),
                            "the controller"));
        }
    }

    /**
     * Brings the rest.
     *
     * @throws ClusterException when that is not possible now; the message says why
     */
    void run() throws ClusterException {
        refuseRunningArgo();
        for (Map<String, Object> definition : Definitions.all()) {
            Manifest manifest = Manifest.of(definition, "the controller");
            if (cluster.get(manifest.key()).isEmpty()) {
                apply(manifest);
                discovered.invalidate();
            }
            if (discovered.kinds().find(Placement.definedBy(definition)).isEmpty()) {
                discovered.invalidate();
                throw new ApiUnavailable(
                        "the definition of " + manifest.key().name() + " is not served yet");
            }
        }
    }

    /** Two controllers of the same Applications undo each other's work for ever. */
    private void refuseRunningArgo() throws ClusterException {
        if (adopt) {
            return;
        }
        for (GroupKind kind : OtherArgo.RUNS_AS) {
            if (discovered.kinds().find(kind).isEmpty()) {
                continue;
            }
            Optional<LiveObject> argo =
                    cluster.list(kind, "", Detail.FULL, ClusterSetup::isArgo).stream().findFirst();
            if (argo.isPresent()) {
                throw new ApiUnavailable(
                        "Argo CD runs in this cluster ("
                                + argo.get().key()
                                + "); scale it down to 0, or say --adopt to take its Applications"
                                + " over while it runs");
            }
        }
    }

    private static boolean isArgo(LiveObject object) {
        return OtherArgo.runs(object.key(), object.content());
    }

    private void apply(Manifest manifest) throws ClusterException {
        cluster.apply(manifest, ApplyMode.REAL);
        book.wrote("create", manifest.key(), "setup");
    }
}
