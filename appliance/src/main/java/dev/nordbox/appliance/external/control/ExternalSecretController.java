package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.MandatedCluster;
import dev.nordbox.appliance.cluster.MandatedStart;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.ExternalSecretSpec;
import dev.nordbox.appliance.external.Refresh;
import dev.nordbox.appliance.external.RefreshPolicy;
import dev.nordbox.appliance.external.SpecReader;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.threads.RetriedWork;
import dev.nordbox.appliance.threads.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secrets of all ExternalSecrets of a cluster, whoever made them. Starts with the cluster
 * away, and with the definitions missing, which it brings. While External Secrets itself runs in
 * the cluster, or another controller of ours has the mandate, it asks no server and writes nothing.
 *
 * <pre>
 * ExternalSecrets, stores ──► looks (is it due?) ──► Lanes (one for each server) ──► Secret, status
 * Secrets (metadata) ─────────┘     ▲ wake-ups            │
 *                                   └─────────────────────┘
 * </pre>
 */
public final class ExternalSecretController implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalSecretController.class);
    private static final int LOOKERS = 2;
    private static final Duration LOOK_FOR_OTHERS = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Mandate mandate;
    private final WriteBook book;
    private final Clock clock;
    private final ExternalSecretReconciler secrets;
    private final StoreReconciler stores;
    private final ForeignOperator foreign;
    private final RetriedWork<ResourceKey> looks;
    private final Lanes lanes;
    private final Timer timer = new Timer("external-secrets");
    private final List<Watch> watches = new ArrayList<>();
    private final KnownSecrets known = new KnownSecrets();
    private final Map<ResourceKey, String> knownStores = new ConcurrentHashMap<>();

    /** What failed, or is not honoured, for good: nothing but a change helps. */
    private final Set<ResourceKey> failing = ConcurrentHashMap.newKeySet();

    /**
     * @param mandate to keep Secrets
     */
    public ExternalSecretController(
            Cluster whole, Mandate mandate, Vaults vaults, Clock clock, WriteBook book) {
        this.cluster = new MandatedCluster(whole, mandate);
        this.mandate = mandate;
        this.book = book;
        this.clock = clock;
        Reports reports = new Reports(cluster, clock);
        this.secrets = new ExternalSecretReconciler(cluster, vaults, clock, reports, book);
        this.stores = new StoreReconciler(cluster, vaults, reports);
        this.foreign = new ForeignOperator(cluster, clock, reports);
        this.looks = new RetriedWork<>("external-secrets", LOOKERS, Clock.systemUTC(), this::look);
        this.lanes = new Lanes(this::visit);
    }

    /** Returns at once; the watches come when the cluster answers. */
    public void start() {
        new MandatedStart(
                        timer,
                        mandate,
                        "external secrets are waited for",
                        this::begin,
                        this::takeOver)
                .run();
    }

    private void begin() throws ClusterException {
        bringDefinitions();
        follow();
        keepLookingForOthers();
    }

    private void takeOver() throws ClusterException {
        bringDefinitions();
        foreign.forget();
        lookAtAll();
    }

    private void bringDefinitions() throws ClusterException {
        if (mandate.held()) {
            ExternalDefinitions.bring(cluster, book);
        }
    }

    private void lookAtAll() {
        knownStores.keySet().forEach(looks::add);
        known.all().forEach(looks::add);
    }

    private synchronized void follow() {
        StoreListener storeListener = new StoreListener(this);
        watches.add(cluster.watch(ExternalKinds.STORE, Detail.FULL, storeListener));
        watches.add(cluster.watch(ExternalKinds.CLUSTER_STORE, Detail.FULL, storeListener));
        watches.add(
                cluster.watch(
                        ExternalKinds.EXTERNAL_SECRET,
                        Detail.FULL,
                        new ExternalSecretListener(this)));
        watches.add(cluster.watch(ExternalKinds.SECRET, Detail.METADATA, new SecretListener(this)));
    }

    // ---- who else is there

    private void keepLookingForOthers() {
        try {
            if (!mandate.held() || known.all().isEmpty() && knownStores.isEmpty()) {
                foreign.forget();
            } else {
                lookForOthers();
            }
        } catch (ClusterException | RuntimeException e) {
            LOG.atDebug().addKeyValue("problem", e.getMessage()).log("not known who else runs");
        }
        timer.after(LOOK_FOR_OTHERS, this::keepLookingForOthers);
    }

    private void lookForOthers() throws ClusterException {
        if (foreign.look()) {
            LOG.info("External Secrets is gone: its objects are looked after here");
            lookAtAll();
        }
    }

    // ---- what the listeners tell

    void heard(LiveObject object) {
        if (known.heard(object, AsksFor.of(object))) {
            looks.add(object.key());
        }
    }

    void onlyThese(Set<ResourceKey> present) {
        known.all().stream().filter(key -> !present.contains(key)).forEach(this::gone);
    }

    void gone(ResourceKey externalSecret) {
        known.gone(externalSecret);
        failing.remove(externalSecret);
        looks.forget(externalSecret);
        lanes.forget(externalSecret);
    }

    /** Whoever failed for its sake may fare better now. */
    void heardStore(LiveObject store) {
        String asksFor = AsksFor.of(store);
        if (!asksFor.equals(knownStores.put(store.key(), asksFor))) {
            looks.add(store.key());
            known.readingFrom(store.key()).stream().filter(failing::contains).forEach(looks::add);
        }
    }

    void storeGone(ResourceKey store) {
        knownStores.remove(store);
        looks.forget(store);
        lanes.forget(store);
    }

    /** No look is due or under way. */
    boolean isIdle() {
        return looks.idle() && lanes.idle();
    }

    boolean isMade(ResourceKey secret) {
        return !known.making(secret).isEmpty();
    }

    Set<ResourceKey> made() {
        return known.secrets();
    }

    void secretChanged(ResourceKey secret) {
        known.making(secret).forEach(looks::add);
    }

    // ---- looks: what is due goes to the lane of its server

    private boolean look(ResourceKey key) {
        if (!mandate.held()) {
            return true; // all are looked at when it is taken
        }
        try {
            if (!foreign.isKnown()) {
                lookForOthers();
            }
            if (foreign.runs()) {
                return true; // all are looked at when the other one is gone
            }
            Optional<LiveObject> object = cluster.get(key);
            if (object.isEmpty()) {
                return true;
            }
            return key.groupKind().equals(ExternalKinds.EXTERNAL_SECRET)
                    ? look(object.get())
                    : lookAtStore(object.get());
        } catch (ClusterException e) {
            return later(key, e);
        }
    }

    private static boolean later(ResourceKey key, ClusterException e) {
        LOG.atDebug()
                .addKeyValue("object", key)
                .addKeyValue("problem", e.getMessage())
                .log("external secret is tried again");
        return false;
    }

    private boolean look(LiveObject object) throws ClusterException {
        if (object.terminating()) {
            new Farewell(cluster, book).bid(object);
            return true;
        }
        ExternalSecretSpec spec;
        try {
            spec = SpecReader.read(object.content());
        } catch (CannotSync e) {
            failing.add(object.key());
            return secrets.refused(object, e, new ArrayList<>());
        }
        Refresh refresh = new Refresh(object.content(), spec);
        if (refresh.isDue(secrets.secret(object, spec), clock.instant())) {
            send(object, spec);
        } else {
            refresh.next().ifPresent(at -> looks.addAt(object.key(), at));
        }
        return true;
    }

    /** To the lane of the first server that it reads from. */
    private void send(LiveObject object, ExternalSecretSpec spec) throws ClusterException {
        String server = "";
        for (StoreRef ref : spec.stores()) {
            Optional<LiveObject> store =
                    cluster.get(ExternalKinds.store(ref, object.key().namespace()));
            Optional<CannotSync> foreign = store.flatMap(StoreReconciler::isForAnother);
            if (foreign.isPresent()) {
                failing.add(object.key());
                secrets.refused(object, foreign.get(), new ArrayList<>());
                return; // until one of the two is changed
            }
            if (server.isEmpty() && store.isPresent()) {
                server = StoreReconciler.server(store.get());
            }
        }
        lanes.add(server, object.key());
    }

    private boolean lookAtStore(LiveObject store) throws ClusterException {
        if (store.terminating()) {
            return true;
        }
        if (StoreReconciler.isForAnother(store).isPresent()) {
            return stores.validate(store); // once: nobody is asked
        }
        lanes.add(StoreReconciler.server(store), store.key());
        return true;
    }

    // ---- visits: what asks a server

    private boolean visit(ResourceKey key) {
        if (!mandate.held()) {
            return true;
        }
        try {
            Optional<LiveObject> object = cluster.get(key);
            if (foreign.runs() || object.isEmpty() || object.get().terminating()) {
                return true;
            }
            return key.groupKind().equals(ExternalKinds.EXTERNAL_SECRET)
                    ? sync(object.get())
                    : validate(object.get());
        } catch (ClusterException e) {
            return later(key, e);
        }
    }

    private boolean sync(LiveObject object) throws ClusterException {
        ExternalSecretSpec spec;
        try {
            spec = SpecReader.read(object.content());
        } catch (CannotSync e) {
            return true; // it was changed on its way here, and is looked at again
        }
        Refresh refresh = new Refresh(object.content(), spec);
        Instant start = clock.instant();
        if (!refresh.isDue(secrets.secret(object, spec), start)) {
            refresh.next().ifPresent(at -> looks.addAt(object.key(), at));
            return true; // it was sent here twice
        }
        failing.add(object.key()); // until it is known that it is not: a store may change meanwhile
        if (!secrets.sync(object, spec)) {
            return false;
        }
        failing.remove(object.key());
        if (spec.refresh() == RefreshPolicy.PERIODIC && !spec.interval().isZero()) {
            looks.addAt(object.key(), start.plus(spec.interval()));
        }
        return true;
    }

    private boolean validate(LiveObject store) throws ClusterException {
        if (!stores.validate(store)) {
            return false;
        }
        try {
            looks.addAt(store.key(), clock.instant().plus(StoreReconciler.interval(store)));
        } catch (CannotSync e) {
            return true; // it is said in its status; nothing but a change helps
        }
        return true;
    }

    @Override
    public synchronized void close() {
        timer.close();
        watches.forEach(Watch::close);
        looks.close();
        lanes.close();
    }
}
