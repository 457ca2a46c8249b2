package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.CannotUnseal;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.UnsealedSecret;
import dev.nordbox.appliance.seal.Unsealing;
import dev.nordbox.appliance.seal.control.UnsealResult.Failed;
import dev.nordbox.appliance.seal.control.UnsealResult.Unsealed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one Secret to what its SealedSecret says, and tells how that went. */
final class SealedSecretReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSecretReconciler.class);

    private final Cluster cluster;
    private final Supplier<Unsealing> unsealing;
    private final Clock clock;

    /**
     * @param unsealing with the keys there are at the moment
     */
    SealedSecretReconciler(Cluster cluster, Supplier<Unsealing> unsealing, Clock clock) {
        this.cluster = cluster;
        this.unsealing = unsealing;
        this.clock = clock;
    }

    /** Empty when there is no such SealedSecret, or it is on its way out. */
    Optional<UnsealResult> reconcile(ResourceKey key) throws ClusterException {
        Optional<LiveObject> object = cluster.get(key);
        if (object.isEmpty() || object.get().terminating()) {
            return Optional.empty(); // its Secret goes with it, by its owner reference
        }
        UnsealResult result = attempt(object.get());
        report(object.get(), result);
        return Optional.of(result);
    }

    private UnsealResult attempt(LiveObject object) throws ClusterException {
        try {
            UnsealedSecret secret = unsealing.get().unseal(SealedSecret.of(object.content()));
            return bring(object, secret);
        } catch (SealingException | CannotUnseal e) {
            return new Failed(Failed.UNSEAL, e.getMessage(), false);
        } catch (ApiRefused e) {
            if (e.conflict()) {
                throw e; // somebody was faster: the next look decides, and nothing is told
            }
            // Withheld or harmless: the port keeps values out of what it says about Secrets.
            return new Failed(Failed.UPDATE, "failed update: " + e.getMessage(), true);
        }
    }

    private UnsealResult bring(LiveObject object, UnsealedSecret secret) throws ClusterException {
        ResourceKey key = SealKinds.secret(object.key().namespace(), object.key().name());
        Optional<LiveObject> live = cluster.get(key);
        if (live.isEmpty()) {
            cluster.create(Manifest.of(secret.content(), object.key().toString()));
            return new Unsealed(true, secret.remarks());
        }
        SecretUpdate update = new SecretUpdate(live.get(), secret.content());
        Optional<String> refusal = update.refusal(object.uid());
        if (refusal.isPresent()) {
            return new Failed(Failed.UPDATE, refusal.get(), false);
        }
        Optional<Map<String, Object>> replacement = update.replacement();
        if (replacement.isPresent()) {
            cluster.replace(Manifest.of(replacement.get(), object.key().toString()));
        }
        return new Unsealed(replacement.isPresent(), secret.remarks());
    }

    private void report(LiveObject object, UnsealResult result) throws ClusterException {
        Instant now = clock.instant();
        Optional<Map<String, Object>> status = SealedSecretStatus.of(object, result, now);
        boolean written = result instanceof Unsealed unsealed && unsealed.written();
        if (status.isEmpty() && !written) {
            return; // told already
        }
        log(object, result);
        tell(object, result, now);
        if (status.isPresent()) {
            cluster.patch(
                    object.key(),
                    new ObjectPatch(
                            ObjectPatch.Type.MERGE, Map.of("status", status.get()), "status"));
        }
    }

    /** An event that cannot be sent is no reason to try all again. */
    private void tell(LiveObject object, UnsealResult result, Instant now) {
        try {
            cluster.create(SealedSecretEvent.of(object, result, now));
        } catch (ClusterException e) {
            LOG.atWarn()
                    .addKeyValue("namespace", object.key().namespace())
                    .addKeyValue("name", object.key().name())
                    .addKeyValue("problem", e.getMessage())
                    .log("event not sent");
        }
    }

    private static void log(LiveObject object, UnsealResult result) {
        List<String> remarks =
                result instanceof Unsealed unsealed
                        ? unsealed.remarks()
                        : List.of(((Failed) result).message());
        LOG.atInfo()
                .addKeyValue("namespace", object.key().namespace())
                .addKeyValue("name", object.key().name())
                .addKeyValue("remarks", remarks)
                .log(result instanceof Unsealed ? "unsealed" : "not unsealed");
    }
}
