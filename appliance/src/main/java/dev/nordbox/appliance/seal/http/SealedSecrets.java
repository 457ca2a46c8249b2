package dev.nordbox.appliance.seal.http;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.control.KeyList;
import dev.nordbox.appliance.seal.control.KeyPolicy;
import dev.nordbox.appliance.seal.control.SealedSecretController;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** All of sealing that runs inside the controller, started and stopped as one. */
public final class SealedSecrets implements AutoCloseable {
    private final SealedSecretController controller;
    private final Optional<KubesealEndpoint> endpoint;

    private SealedSecrets(SealedSecretController controller, Optional<KubesealEndpoint> endpoint) {
        this.controller = controller;
        this.endpoint = endpoint;
    }

    /**
     * @param mandate to unseal, to make keys, and to lead kubeseal here
     * @param keys where the box finds which keys there are
     */
    public static SealedSecrets of(
            Cluster cluster,
            Mandate mandate,
            Sealing settings,
            KeyList keys,
            Clock clock,
            WriteBook book) {
        SecureRandom random = new SecureRandom();
        KeyPolicy policy =
                new KeyPolicy(SealingKey.BITS, settings.keyRenewPeriod(), settings.keyCutoffTime());
        SealedSecretController controller =
                new SealedSecretController(
                        cluster, mandate, policy, keys, new SprigTemplate(), clock, random, book);
        Optional<KubesealEndpoint> endpoint =
                Optional.of(settings.port())
                        .filter(port -> port > 0)
                        .map(
                                port ->
                                        new KubesealEndpoint(
                                                cluster,
                                                mandate,
                                                controller::ring,
                                                port,
                                                clock,
                                                random,
                                                book));
        return new SealedSecrets(controller, endpoint);
    }

    /** Returns at once, the cluster may be away. */
    public void start() {
        controller.start();
        endpoint.ifPresent(KubesealEndpoint::start);
    }

    /** SealedSecrets that were sealed for another cluster. */
    public List<ResourceKey> foreign() {
        return controller.foreign();
    }

    @Override
    public void close() {
        endpoint.ifPresent(KubesealEndpoint::close);
        controller.close();
    }
}
