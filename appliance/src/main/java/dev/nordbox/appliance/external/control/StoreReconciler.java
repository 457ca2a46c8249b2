package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.GoDurations;
import dev.nordbox.appliance.external.Ready;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.external.vault.VaultSession;
import dev.nordbox.appliance.external.vault.VaultStore;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of a store whether it can be used. */
final class StoreReconciler {
    private static final Duration USUALLY = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final Vaults vaults;
    private final Reports reports;

    StoreReconciler(Cluster cluster, Vaults vaults, Reports reports) {
        this.cluster = cluster;
        this.vaults = vaults;
        this.reports = reports;
    }

    /**
     * @return false when it cannot, and may later
     */
    boolean validate(LiveObject store) throws ClusterException {
        Optional<CannotSync> foreign = isForAnother(store);
        if (foreign.isPresent()) {
            invalid(store, "unable to create client", foreign.get());
            return true;
        }
        VaultStore vault;
        try {
            vault = VaultStore.read(store.content());
            interval(store);
        } catch (CannotSync e) {
            invalid(store, "unable to create client", e);
            return true; // until somebody changes it
        }
        boolean ofTheCluster = store.key().kind().equals(StoreRef.CLUSTER);
        if (ofTheCluster && vault.dependsOnTheReader()) {
            valid(store);
            return true;
        }
        String failing = "unable to create client";
        try (VaultSession session =
                vaults.open(
                        vault,
                        new ClusterCredentials(cluster, ofTheCluster, store.key().namespace()))) {
            failing = "unable to validate store";
            session.check();
            valid(store);
            return true;
        } catch (CannotSync e) {
            invalid(store, failing, e);
            return false;
        }
    }

    /**
     * Why nothing is read from it: {@code spec.controller} names a class of External Secrets, of
     * which none runs while anything is looked at here.
     */
    static Optional<CannotSync> isForAnother(LiveObject store) {
        return Fields.text(store.content(), "spec", "controller")
                .filter(name -> !name.isEmpty())
                .map(
                        name ->
                                CannotSync.data(
                                        store.key().kind()
                                                + " \""
                                                + store.key().name()
                                                + "\": spec.controller leaves it to the controller "
                                                + name
                                                + ", and none of that class runs here; take it"
                                                + " out"));
    }

    private void valid(LiveObject store) throws ClusterException {
        Ready ready = new Ready(true, "Valid", "store validated");
        boolean news = !ready.saysTheSame(store.content());
        List<Told> told = news ? List.of(Told.normal("Valid", "store validated")) : List.of();
        // Nothing is ever written to a Vault from here.
        Map<String, Object> more = news ? Map.of("capabilities", "ReadOnly") : Map.of();
        reports.report(store, ready, more, told);
    }

    private void invalid(LiveObject store, String summary, CannotSync problem)
            throws ClusterException {
        Ready ready =
                new Ready(false, "InvalidProviderConfig", summary + ": " + problem.getMessage());
        List<Told> told = new ArrayList<>();
        if (!ready.saysTheSame(store.content())) {
            told.add(Told.warning("InvalidProviderConfig", problem.getMessage()));
        }
        reports.report(store, ready, Map.of(), told);
    }

    /** Whose lane it is asked in; {@code ""} for one that is refused in a moment. */
    static String server(LiveObject store) {
        try {
            return VaultStore.read(store.content()).server().getAuthority();
        } catch (CannotSync e) {
            return "";
        }
    }

    /** Between two looks, while nothing changes. */
    static Duration interval(LiveObject store) throws CannotSync {
        Optional<Object> interval = Fields.at(store.content(), "spec", "refreshInterval");
        if (interval.isEmpty()) {
            return USUALLY;
        }
        Optional<Duration> every =
                interval.get() instanceof Number seconds
                        ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                        : GoDurations.parse(String.valueOf(interval.get()));
        if (every.isEmpty() || every.get().isNegative()) {
            throw CannotSync.data("invalid refreshInterval " + interval.get());
        }
        return every.get().isZero() ? USUALLY : every.get();
    }
}
