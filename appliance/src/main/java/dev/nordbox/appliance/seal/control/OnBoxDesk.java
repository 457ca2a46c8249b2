package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * {@link SealingDesk} with the keys of a cluster, and two requests of its own.
 *
 * <pre>
 * {op: prepare}                    → {keys: […]} after the first key was made, if there was none
 * {op: bring, keys: [{key, cert}]} → {keys: […]} after these PEMs were stored, if they were not
 * </pre>
 */
public final class OnBoxDesk {
    private final KeyStore store;
    private final SecureRandom random;

    OnBoxDesk(Cluster cluster, Clock clock, SecureRandom random) {
        Sealing settings = Sealing.STANDARD;
        KeyPolicy first =
                new KeyPolicy(
                        SealingKey.BITS,
                        java.time.Duration.ZERO, // renewal is the controller's business
                        settings.keyCutoffTime());
        this.store = new KeyStore(cluster, first, clock, random);
        this.random = random;
    }

    /**
     * @throws IOException when the cluster does not answer or the request is none; the message says
     *     so, without a value
     */
    public static byte[] answer(
            byte[] request, Path kubeconfig, Map<String, String> environment, Clock clock)
            throws IOException {
        try (Cluster cluster = Fabric8Cluster.of(kubeconfig, environment)) {
            OnBoxDesk desk = new OnBoxDesk(cluster, clock, new SecureRandom());
            return Json.print(desk.answer(Json.parse(request)));
        } catch (ClusterException | SealingException | IllegalArgumentException e) {
            throw new IOException(e.getMessage());
        }
    }

    Map<String, Object> answer(Map<String, Object> request)
            throws ClusterException, SealingException {
        String op = Fields.text(request, "op").orElse("");
        if (op.equals("bring")) {
            for (Object pair : Fields.list(request, "keys")) {
                store.bring(
                        SealingKey.parse(
                                Fields.text(pair, "key").orElse(""),
                                Fields.text(pair, "cert").orElse("")));
            }
        }
        boolean told = op.equals("prepare") || op.equals("bring");
        StoredKeys keys = op.equals("prepare") ? store.current() : store.read();
        return new SealingDesk(keys.ring(), random).answer(told ? Map.of("op", "keys") : request);
    }
}
