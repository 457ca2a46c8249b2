package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.CreationPolicy;
import dev.nordbox.appliance.external.ExternalSecretSpec;
import dev.nordbox.appliance.external.Marks;
import dev.nordbox.appliance.external.ProvidedData;
import dev.nordbox.appliance.external.Ready;
import dev.nordbox.appliance.external.Refresh;
import dev.nordbox.appliance.external.SyncPlan;
import dev.nordbox.appliance.external.vault.Vaults;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings one Secret to what its ExternalSecret says, and tells how that went. */
final class ExternalSecretReconciler {
    private final Cluster cluster;
    private final Vaults vaults;
    private final Clock clock;
    private final Reports reports;
    private final WriteBook book;

    ExternalSecretReconciler(
            Cluster cluster, Vaults vaults, Clock clock, Reports reports, WriteBook book) {
        this.cluster = cluster;
        this.vaults = vaults;
        this.clock = clock;
        this.reports = reports;
        this.book = book;
    }

    /** The Secret that an ExternalSecret makes, as it is now. */
    Optional<Map<String, Object>> secret(LiveObject object, ExternalSecretSpec spec)
            throws ClusterException {
        return cluster.get(ExternalKinds.secret(object.key().namespace(), spec.target().name()))
                .map(LiveObject::content);
    }

    /**
     * Asks the stores and writes the Secret.
     *
     * @return false when it failed, and may do better later
     */
    boolean sync(LiveObject object, ExternalSecretSpec spec) throws ClusterException {
        Instant start = clock.instant();
        List<Told> told = new ArrayList<>();
        try {
            SyncPlan plan = plan(object, spec, told);
            boolean written = carryOut(object, spec, plan, told);
            done(object, spec, plan, written, start, told);
            return true;
        } catch (CannotSync e) {
            return refused(object, e, told);
        } catch (ApiRefused e) {
            if (e.conflict()) {
                throw e; // somebody was faster: the next look decides, and nothing is told
            }
            // Withheld or harmless: the port keeps values out of what it says about Secrets.
            return refused(object, CannotSync.update(e.getMessage()), told);
        }
    }

    private SyncPlan plan(LiveObject object, ExternalSecretSpec spec, List<Told> told)
            throws CannotSync, ClusterException {
        String namespace = object.key().namespace();
        ProvidedData provided;
        try (OpenStores stores = new OpenStores(cluster, vaults, namespace)) {
            provided = ProvidedData.of(spec, stores);
        }
        provided.missing().forEach(what -> told.add(Told.normal("MissingProviderSecret", what)));
        return SyncPlan.of(
                object,
                spec,
                provided,
                secret(object, spec),
                new TemplateObjects(cluster, namespace));
    }

    /** Whether something was written. */
    private boolean carryOut(
            LiveObject object, ExternalSecretSpec spec, SyncPlan plan, List<Told> told)
            throws CannotSync, ClusterException {
        ResourceKey key = ExternalKinds.secret(object.key().namespace(), spec.target().name());
        String manager = Marks.fieldManager(object.key().name());
        if (spec.target().creation() == CreationPolicy.OWNER && plan.bound()) {
            deleteOrphans(object, key, told);
        }
        if (plan.write() instanceof SyncPlan.Create create) {
            cluster.createAs(manager, manifest(create.secret(), object));
            book.wrote("create", key, object.key().toString());
            told.add(Told.normal("Created", "secret created"));
        } else if (plan.write() instanceof SyncPlan.Replace replace) {
            cluster.replaceAs(manager, manifest(replace.secret(), object));
            book.wrote("replace", key, object.key().toString());
            if (replace.afterwards().isPresent()) {
                throw replace.afterwards().get();
            }
            told.add(Told.normal("Updated", "secret updated"));
        } else if (plan.write() instanceof SyncPlan.Delete deletion) {
            delete(object, key, deletion.uid());
            told.add(Told.normal("Deleted", plan.message()));
        } else {
            return false;
        }
        return true;
    }

    private static Manifest manifest(Map<String, Object> secret, LiveObject object) {
        return Manifest.of(secret, object.key().toString());
    }

    private void delete(LiveObject object, ResourceKey key, String uid) throws ClusterException {
        if (cluster.delete(key, uid, Propagation.BACKGROUND)) {
            book.wrote("delete", key, object.key().toString());
        }
    }

    /** Secrets that were made for it under another name, before the name was changed. */
    private void deleteOrphans(LiveObject object, ResourceKey target, List<Told> told)
            throws ClusterException {
        if (Fields.text(object.content(), "status", "binding", "name")
                .filter(name -> !name.equals(target.name()))
                .isEmpty()) {
            return; // there was never another name
        }
        Optional<String> mark =
                Optional.of(Marks.createdBy(target.namespace(), object.key().name()));
        for (LiveObject secret :
                cluster.list(
                        ExternalKinds.SECRET,
                        target.namespace(),
                        Detail.METADATA,
                        one ->
                                !one.key().equals(target)
                                        && Fields.text(
                                                        one.content(),
                                                        "metadata",
                                                        "labels",
                                                        Marks.CREATED_BY)
                                                .equals(mark))) {
            if (cluster.delete(secret.key(), secret.uid(), Propagation.BACKGROUND)) {
                book.wrote("delete", secret.key(), object.key().toString());
                told.add(Told.normal("Deleted", "secret deleted because it was orphaned"));
            }
        }
    }

    private void done(
            LiveObject object,
            ExternalSecretSpec spec,
            SyncPlan plan,
            boolean written,
            Instant start,
            List<Told> told)
            throws ClusterException {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("refreshTime", start.truncatedTo(ChronoUnit.SECONDS).toString());
        status.put("syncedResourceVersion", Refresh.version(object.content()));
        if (plan.bound()) {
            status.put("binding", Map.of("name", spec.target().name()));
        }
        reports.report(object, new Ready(true, plan.reason(), plan.message()), status, told);
    }

    /** Says what is not honoured, or failed; the event holds the cause alone. */
    boolean refused(LiveObject object, CannotSync problem, List<Told> told)
            throws ClusterException {
        Ready ready = Ready.no(problem);
        if (!ready.saysTheSame(object.content())) {
            told.add(Told.warning("UpdateFailed", problem.getMessage()));
        }
        reports.report(object, ready, Map.of(), told);
        return !problem.again();
    }
}
