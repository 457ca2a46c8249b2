package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.CannotUnseal;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.UnsealedSecret;
import dev.nordbox.appliance.seal.Unsealing;
import dev.nordbox.appliance.seal.control.UnsealResult.Failed;
import dev.nordbox.appliance.seal.control.UnsealResult.Unsealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings one Secret to what its SealedSecret says. */
final class SealedSecretReconciler {
    private final Cluster cluster;
    private final Supplier<Unsealing> unsealing;
    private final WriteBook book;

    /**
     * @param unsealing with the keys there are at the moment
     */
    SealedSecretReconciler(Cluster cluster, Supplier<Unsealing> unsealing, WriteBook book) {
        this.cluster = cluster;
        this.unsealing = unsealing;
        this.book = book;
    }

    UnsealResult reconcile(LiveObject object) throws ClusterException {
        try {
            UnsealedSecret secret = unsealing.get().unseal(SealedSecret.of(object.content()));
            return bring(object, secret);
        } catch (CannotUnseal e) {
            return new Failed(Failed.UNSEAL, e.getMessage(), false, e.isForeign());
        } catch (SealingException e) {
            return new Failed(Failed.UNSEAL, e.getMessage(), false, false);
        } catch (ApiRefused e) {
            if (e.conflict()) {
                throw e; // somebody was faster: the next look decides, and nothing is told
            }
            // Withheld or harmless: the port keeps values out of what it says about Secrets.
            return new Failed(Failed.UPDATE, "failed update: " + e.getMessage(), true, false);
        }
    }

    private UnsealResult bring(LiveObject object, UnsealedSecret secret) throws ClusterException {
        ResourceKey key = SealKinds.secret(object.key().namespace(), object.key().name());
        Manifest wanted = Manifest.of(secret.content(), object.key().toString());
        boolean first = Fields.at(object.content(), "status").isEmpty();
        // Of an object that has never been looked at there is most likely no Secret yet.
        String cause = object.key().toString();
        if (first && cluster.createIfAbsent(wanted)) {
            book.wrote("unseal", key, cause);
            return made(object, key, secret);
        }
        Optional<LiveObject> live = cluster.get(key);
        if (live.isEmpty()) {
            cluster.create(wanted);
            book.wrote("unseal", key, cause);
            return made(object, key, secret);
        }
        SecretUpdate update = new SecretUpdate(live.get(), secret.content());
        Optional<String> refusal = update.refusal(object.uid());
        if (refusal.isPresent()) {
            return new Failed(Failed.UPDATE, refusal.get(), false, false);
        }
        Optional<Map<String, Object>> replacement = update.replacement();
        if (replacement.isPresent()) {
            cluster.replace(Manifest.of(replacement.get(), cause));
            book.wrote("unseal anew", live.get(), cause);
        }
        List<String> remarks = new ArrayList<>(secret.remarks());
        remarks.addAll(update.remarks());
        return new Unsealed(replacement.isPresent(), remarks);
    }

    /** Judged as at the next look, which would find it under nobody's hand. */
    private static UnsealResult made(LiveObject object, ResourceKey key, UnsealedSecret secret) {
        LiveObject live = new LiveObject(key, "v1", secret.content());
        Optional<String> refusal = new SecretUpdate(live, secret.content()).refusal(object.uid());
        return refusal.isPresent()
                ? new Failed(Failed.UPDATE, refusal.get(), false, false)
                : new Unsealed(true, secret.remarks());
    }
}
