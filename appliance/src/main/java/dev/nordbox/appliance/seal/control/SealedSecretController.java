package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.MandatedCluster;
import dev.nordbox.appliance.cluster.MandatedStart;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.Unsealing;
import dev.nordbox.appliance.seal.control.UnsealResult.Failed;
import dev.nordbox.appliance.threads.RetriedWork;
import dev.nordbox.appliance.threads.Timer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unseals every SealedSecret of the cluster, whoever made it. Starts with the cluster away, and
 * with the definition missing, which it brings. While Bitnami's controller runs in the cluster, or
 * another one of ours has the mandate, it hears of all, reads keys, and changes nothing.
 *
 * <pre>
 * key Secrets ──► KeyStore ──► KeyRing ─┐
 * SealedSecrets ──► WorkQueue ──► SealedSecretReconciler ──► Secret, status, event
 * Secrets (metadata) ──┘  gone, or changed while in the way
 * </pre>
 */
public final class SealedSecretController implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSecretController.class);
    private static final int WORKERS = 8;
    private static final Duration RETRY_KEYS = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_OTHER = Duration.ofSeconds(30);

    /** Renewal is looked at this often at the least: clocks jump. */
    private static final Duration LOOK_AT_KEYS = Duration.ofHours(1);

    private final Cluster cluster;
    private final Mandate mandate;
    private final WriteBook book;
    private final KeyStore store;
    private final OtherController other;
    private final Consumer<StoredKeys> told;
    private final SprigTemplate templates;
    private final SealedSecretReconciler reconciler;
    private final SealedSecretReports reports;
    private final RetriedWork<ResourceKey> queue;
    private final Clock clock;
    private final Timer timer = new Timer("sealing-keys");
    private final List<Watch> watches = new ArrayList<>();

    /** SealedSecrets by key, with what they ask for. */
    private final Map<ResourceKey, String> known = new ConcurrentHashMap<>();

    /** As they were heard of, until they are worked on: saves asking for them once more. */
    private final Map<ResourceKey, LiveObject> fresh = new ConcurrentHashMap<>();

    /** Those whose last attempt failed: a change elsewhere may help them. */
    private final Set<ResourceKey> failing = ConcurrentHashMap.newKeySet();

    /** Those of them that were sealed with a key that this cluster never had. */
    private final Set<ResourceKey> foreign = ConcurrentHashMap.newKeySet();

    private volatile StoredKeys keys = StoredKeys.NONE;

    private Optional<Future<?>> nextLook = Optional.empty();

    /**
     * @param mandate to unseal, and to make keys
     * @param told the keys when they are first known, and whenever they are others
     */
    public SealedSecretController(
            Cluster whole,
            Mandate mandate,
            KeyPolicy policy,
            Consumer<StoredKeys> told,
            SprigTemplate templates,
            Clock clock,
            SecureRandom random,
            WriteBook book) {
        this.cluster = new MandatedCluster(whole, mandate);
        this.mandate = mandate;
        this.book = book;
        this.store = new KeyStore(cluster, policy, clock, random, book);
        this.other = new OtherController(cluster, clock);
        this.told = told;
        this.templates = templates;
        this.clock = clock;
        this.reconciler = new SealedSecretReconciler(cluster, this::unsealing, book);
        this.reports = new SealedSecretReports(cluster, mandate, clock);
        this.queue =
                new RetriedWork<>(
                        "unseal", WORKERS, Clock.systemUTC(), this::work, reports::tellAll);
    }

    /** Returns at once; the first keys and the watches come when the cluster answers. */
    public void start() {
        mandate.onTaken(other::forget);
        new MandatedStart(timer, mandate, "unsealing waits", this::begin, this::takeOver).run();
    }

    /** The keys as last read. */
    public StoredKeys keys() {
        return keys;
    }

    /** What seals and unseals here: nothing while another controller does. */
    public KeyRing ring() {
        return other.runs() ? new KeyRing(List.of()) : keys.ring();
    }

    /** Sealed for another cluster, as far as it is unsealed here. */
    public List<ResourceKey> foreign() {
        return other.runs() ? List.of() : foreign.stream().sorted().toList();
    }

    /** Keys come first: without them every object would be told that there are none. */
    private void begin() throws ClusterException {
        bringDefinition();
        if (mandate.held()) {
            other.look();
        }
        keys = stored();
        tellProblems(keys);
        told.accept(keys);
        follow();
        lookAgain();
        timer.after(LOOK_FOR_OTHER, this::lookForOther);
    }

    private void takeOver() throws ClusterException {
        bringDefinition();
        other.look();
        look();
        known.keySet().forEach(queue::add);
    }

    private void bringDefinition() throws ClusterException {
        if (mandate.held()) {
            SealedSecretDefinition.bring(cluster, book);
        }
    }

    /** Everybody may read; whoever else unseals makes the next key, too. */
    private boolean acts() {
        return mandate.held() && other.isAway();
    }

    private void lookForOther() {
        try {
            if (!mandate.held()) {
                other.forget();
            } else if (other.look()) {
                LOG.info("Bitnami's sealed-secrets is gone: SealedSecrets are unsealed here");
                look();
                known.keySet().forEach(queue::add);
            }
        } catch (ClusterException | RuntimeException e) {
            LOG.atDebug().addKeyValue("problem", e.getMessage()).log("not known who else unseals");
        }
        timer.after(LOOK_FOR_OTHER, this::lookForOther);
    }

    private synchronized void follow() {
        watches.add(
                cluster.watch(
                        SealKinds.SEALED_SECRET, Detail.FULL, new SealedSecretListener(this)));
        watches.add(cluster.watch(SealKinds.SECRET, Detail.METADATA, new SecretListener(this)));
    }

    // ---- what the listeners tell

    /** A SealedSecret is there, or changed; one that asks for the same as before is left alone. */
    void heard(LiveObject object, String asksFor) {
        if (!asksFor.equals(known.put(object.key(), asksFor))) {
            fresh.put(object.key(), object);
            queue.add(object.key());
        }
    }

    /** Those that are not among them are gone. */
    void heardAll(Set<ResourceKey> present) {
        known().stream().filter(key -> !present.contains(key)).forEach(this::gone);
        fresh.keySet().retainAll(present);
        failing.retainAll(present);
        foreign.retainAll(present);
    }

    void gone(ResourceKey sealedSecret) {
        if (known.remove(sealedSecret) != null && acts()) {
            ResourceKey secret = SealKinds.secret(sealedSecret.namespace(), sealedSecret.name());
            book.wrote("let go", secret, sealedSecret + " is gone");
        }
        fresh.remove(sealedSecret);
        failing.remove(sealedSecret);
        foreign.remove(sealedSecret);
    }

    boolean knows(ResourceKey sealedSecret) {
        return known.containsKey(sealedSecret);
    }

    Set<ResourceKey> known() {
        return Set.copyOf(known.keySet());
    }

    /** All that was heard of has been worked on and told, or left alone. */
    boolean isIdle() {
        return queue.idle() && reports.isIdle();
    }

    void secretIsGone(ResourceKey sealedSecret) {
        if (known.containsKey(sealedSecret)) {
            queue.add(sealedSecret);
        }
    }

    void secretChanged(ResourceKey sealedSecret) {
        if (failing.contains(sealedSecret)) {
            queue.add(sealedSecret);
        }
    }

    void keysMayHaveChanged() {
        timer.after(Duration.ZERO, this::look);
    }

    // ---- work

    private boolean work(ResourceKey key) {
        if (!acts()) {
            fresh.remove(key); // all are asked for anew when this one is to act
            return true;
        }
        try {
            Optional<LiveObject> object = object(key);
            if (object.isEmpty() || object.get().terminating()) {
                return true; // its Secret goes with it, by its owner reference
            }
            UnsealResult result = reconciler.reconcile(object.get());
            if (result instanceof Failed failure && failure.foreign()) {
                foreign.add(key);
            } else {
                foreign.remove(key);
            }
            reports.report(object.get(), result);
            if (!(result instanceof Failed)) {
                failing.remove(key);
            } else if (failing.add(key)) {
                queue.add(key); // what would have helped may have come in between, unheard
            }
            return !(result instanceof Failed failure && failure.again());
        } catch (ClusterException e) {
            LOG.atDebug()
                    .addKeyValue("object", key)
                    .addKeyValue("problem", e.getMessage())
                    .log("unsealing is tried again");
            return false;
        }
    }

    private Optional<LiveObject> object(ResourceKey key) throws ClusterException {
        Optional<LiveObject> heard = Optional.ofNullable(fresh.remove(key));
        return heard.isPresent() ? heard : cluster.get(key);
    }

    private Unsealing unsealing() {
        return new Unsealing(keys.ring(), templates, this::places);
    }

    /** Where something may have been sealed for by mistake. */
    private Places places() {
        try {
            return new ClusterPlaces(cluster).with(known.keySet());
        } catch (ClusterException e) {
            LOG.atDebug().addKeyValue("problem", e.getMessage()).log("namespaces not listed");
            return Places.UNKNOWN;
        }
    }

    // ---- keys

    private void look() {
        try {
            StoredKeys before = keys;
            keys = stored();
            if (!before.secrets().equals(keys.secrets())
                    || !elsewhere(before).equals(elsewhere(keys))) {
                tell(keys);
                told.accept(keys);
                failing.forEach(queue::add);
            }
            lookAgain();
        } catch (ClusterException | RuntimeException e) {
            LOG.atWarn().addKeyValue("problem", e.getMessage()).log("keys not read");
            timer.after(RETRY_KEYS, this::look);
        }
    }

    private StoredKeys stored() throws ClusterException {
        return acts() ? store.current() : store.read();
    }

    private static Set<String> elsewhere(StoredKeys keys) {
        return keys.ring().elsewhere().keySet();
    }

    private static List<String> fingerprints(StoredKeys keys) {
        return keys.usable().stream().map(stored -> stored.key().fingerprint()).toList();
    }

    private static void tell(StoredKeys keys) {
        LOG.atInfo().addKeyValue("keys", fingerprints(keys)).log("sealing keys changed");
        tellProblems(keys);
    }

    private static void tellProblems(StoredKeys keys) {
        keys.problems()
                .forEach(
                        (name, problem) ->
                                LOG.atWarn()
                                        .addKeyValue("namespace", KeySecret.NAMESPACE)
                                        .addKeyValue("name", name)
                                        .addKeyValue("problem", problem)
                                        .log("sealing key cannot be used"));
    }

    private synchronized void lookAgain() {
        nextLook.ifPresent(look -> look.cancel(false));
        Instant now = clock.instant();
        Duration wait =
                store.nextRenewal(keys)
                        .filter(at -> acts())
                        .map(at -> Duration.between(now, at))
                        .filter(until -> until.compareTo(LOOK_AT_KEYS) < 0)
                        .map(until -> until.isNegative() ? RETRY_KEYS : until)
                        .orElse(LOOK_AT_KEYS);
        nextLook = timer.after(wait, this::look);
    }

    @Override
    public synchronized void close() {
        timer.close();
        watches.forEach(Watch::close);
        queue.close();
        reports.close();
    }
}
