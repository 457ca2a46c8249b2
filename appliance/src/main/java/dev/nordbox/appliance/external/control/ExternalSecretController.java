package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.ExternalSecretSpec;
import dev.nordbox.appliance.external.Refresh;
import dev.nordbox.appliance.external.RefreshPolicy;
import dev.nordbox.appliance.external.SpecReader;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.external.vault.VaultStore;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.manifest.Fields;
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
import org.slf4j.event.Level;

/**
 * Keeps the Secrets of all ExternalSecrets of a cluster, whoever made them. Starts with the cluster
 * away, and with the definitions missing, which it brings. While External Secrets itself runs in
 * the cluster it does nothing.
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
    private static final Duration RETRY_START = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_OTHERS = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final WriteBook book;
    private final Clock clock;
    private final ExternalSecretReconciler secrets;
    private final StoreReconciler stores;
    private final Reports reports;
    private final ForeignOperator foreign;
    private final RetriedWork<ResourceKey> looks;
    private final Lanes lanes;
    private final Timer timer = new Timer("external-secrets");
    private final List<Watch> watches = new ArrayList<>();
    private final KnownSecrets known = new KnownSecrets();
    private final Map<ResourceKey, String> knownStores = new ConcurrentHashMap<>();

    /** What failed, or is not honoured, for good: nothing but a change helps. */
    private final Set<ResourceKey> failing = ConcurrentHashMap.newKeySet();

    /** What it said last of a cluster that is not there; of the timer's thread. */
    private Optional<String> waitsFor = Optional.empty();

    private volatile boolean standingBack;

    /** It is known who else runs; asked only while there is something to look after. */
    private volatile boolean othersKnown;

    public ExternalSecretController(Cluster cluster, Vaults vaults, Clock clock, WriteBook book) {
        this.cluster = cluster;
        this.book = book;
        this.clock = clock;
        this.reports = new Reports(cluster, clock);
        this.secrets = new ExternalSecretReconciler(cluster, vaults, clock, reports, book);
        this.stores = new StoreReconciler(cluster, vaults, reports);
        this.foreign = new ForeignOperator(cluster, clock);
        this.looks = new RetriedWork<>("external-secrets", LOOKERS, Clock.systemUTC(), this::look);
        this.lanes = new Lanes(this::visit);
    }

    /** Returns at once; the watches come when the cluster answers. */
    public void start() {
        timer.after(Duration.ZERO, this::begin);
    }

    private void begin() {
        try {
            ExternalDefinitions.bring(cluster, book);
            follow();
            keepLookingForOthers();
        } catch (ClusterException | RuntimeException e) {
            boolean told = waitsFor.equals(Optional.ofNullable(e.getMessage()));
            waitsFor = Optional.ofNullable(e.getMessage());
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .addKeyValue("problem", e.getMessage())
                    .log("external secrets are waited for");
            timer.after(RETRY_START, this::begin);
        }
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
            if (known.all().isEmpty() && knownStores.isEmpty()) {
                othersKnown = false;
            } else {
                lookForOthers();
            }
        } catch (ClusterException | RuntimeException e) {
            LOG.atDebug().addKeyValue("problem", e.getMessage()).log("not known who else runs");
        }
        timer.after(LOOK_FOR_OTHERS, this::keepLookingForOthers);
    }

    private synchronized void lookForOthers() throws ClusterException {
        Optional<LiveObject> other = foreign.running();
        boolean before = standingBack;
        standingBack = other.isPresent();
        othersKnown = true;
        if (standingBack && !before) {
            standBack(other.get());
        } else if (before && !standingBack) {
            LOG.info("External Secrets is gone: its objects are looked after here");
            knownStores.keySet().forEach(looks::add);
            known.all().forEach(looks::add);
        }
    }

    /** Said once, in the log and beside what was found. */
    private void standBack(LiveObject other) {
        String message =
                "External Secrets runs in the cluster ("
                        + other.key()
                        + "), so nordbox leaves its objects alone; scale it down to hand them over";
        LOG.atWarn().log(message);
        reports.tell(other, List.of(Told.normal("StandingBack", message)), clock.instant());
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
        try {
            if (!othersKnown) {
                lookForOthers();
            }
            if (standingBack) {
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
            if (store.filter(ExternalSecretController::isForAnother).isPresent()) {
                return; // another controller's class: it reads from it, and says how that goes
            }
            if (server.isEmpty() && store.isPresent()) {
                server = server(store.get());
            }
        }
        lanes.add(server, object.key());
    }

    private boolean lookAtStore(LiveObject store) {
        if (!store.terminating() && !isForAnother(store)) {
            lanes.add(server(store), store.key());
        }
        return true;
    }

    /** {@code spec.controller} names a class of controllers, and we are none. */
    private static boolean isForAnother(LiveObject store) {
        return Fields.text(store.content(), "spec", "controller")
                .filter(name -> !name.isEmpty())
                .isPresent();
    }

    private static String server(LiveObject store) {
        try {
            return VaultStore.read(store.content()).server().getAuthority();
        } catch (CannotSync e) {
            return ""; // it is refused in a moment
        }
    }

    // ---- visits: what asks a server

    private boolean visit(ResourceKey key) {
        try {
            Optional<LiveObject> object = cluster.get(key);
            if (standingBack || object.isEmpty() || object.get().terminating()) {
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
