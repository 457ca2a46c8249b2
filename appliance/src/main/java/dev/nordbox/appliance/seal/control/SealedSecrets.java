package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.SecretTemplate;
import java.security.SecureRandom;
import java.time.Clock;

/** All of sealing that runs inside the controller, started and stopped as one. */
public final class SealedSecrets implements AutoCloseable {
    private final SealedSecretController controller;

    private SealedSecrets(SealedSecretController controller) {
        this.controller = controller;
    }

    public static SealedSecrets of(Cluster cluster, Sealing settings, Clock clock) {
        SecureRandom random = new SecureRandom();
        KeyPolicy policy =
                new KeyPolicy(SealingKey.BITS, settings.keyRenewPeriod(), settings.keyCutoffTime());
        return new SealedSecrets(
                new SealedSecretController(
                        cluster, policy, SecretTemplate.PLAIN_TEXT_ONLY, clock, random));
    }

    /** Returns at once, the cluster may be away. */
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }
}
