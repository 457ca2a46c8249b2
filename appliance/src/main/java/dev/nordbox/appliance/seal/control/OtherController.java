package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.ForeignProgram;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bitnami's own controller, running in the cluster: two that unseal and renew keys would each find
 * the other's work done, or undone.
 */
final class OtherController {
    private static final Logger LOG = LoggerFactory.getLogger(OtherController.class);
    private static final ForeignProgram BITNAMI =
            new ForeignProgram(
                    Set.of("sealed-secrets", "sealed-secrets-controller"),
                    "sealed-secrets-controller");

    private final Cluster cluster;
    private final Clock clock;
    private volatile boolean runs;

    /** It has been looked for since the mandate was taken. */
    private volatile boolean known;

    OtherController(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** When it was last looked for. */
    boolean runs() {
        return runs;
    }

    /** It is known not to run. */
    boolean isAway() {
        return known && !runs;
    }

    /** Without the mandate nobody needs to know; whoever takes it has to look. */
    void forget() {
        known = false;
    }

    /**
     * Looks for it, and says so beside it when it has come.
     *
     * @return whether it is gone, having been there before
     */
    boolean look() throws ClusterException {
        boolean before = runs;
        Optional<LiveObject> found = BITNAMI.running(cluster);
        runs = found.isPresent();
        known = true;
        if (runs && !before) {
            tell(found.get());
        }
        return before && !runs;
    }

    private void tell(LiveObject deployment) {
        String message = message(deployment.key().namespace(), deployment.key().name());
        LOG.atWarn().log(message);
        try {
            cluster.create(
                    new ObjectEvent("Normal", "StandingBack", message, "sealed-secrets")
                            .of(deployment, clock.instant(), 0));
        } catch (ClusterException e) {
            LOG.atDebug().addKeyValue("problem", e.getMessage()).log("event not sent");
        }
    }

    private static String message(String namespace, String name) {
        String keys =
                namespace.equals(KeySecret.NAMESPACE)
                        ? ""
                        : "bring its keys (kubectl get secret -n "
                                + namespace
                                + " -l "
                                + KeySecret.LABEL
                                + " -o yaml >keys.yaml; nordbox up --sealing-key keys.yaml), then ";
        return "Bitnami's sealed-secrets runs in the cluster, so nordbox leaves SealedSecrets and"
                + " sealing keys alone; to hand them over, "
                + keys
                + "scale it down: kubectl scale deployment -n "
                + namespace
                + " "
                + name
                + " --replicas=0";
    }
}
