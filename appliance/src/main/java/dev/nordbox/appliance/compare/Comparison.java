package dev.nordbox.appliance.compare;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.sync.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares an object with the cluster by the server's own judgement, a dry run. Defaults,
 * quantities, conversion and admission thus never look like differences, and what would be refused
 * is known before anything is changed.
 */
public final class Comparison {

    /** Written by the server on every write, or by others than the applier. */
    private static final Set<String> NOT_COMPARED =
            Set.of("managedFields", "resourceVersion", "generation");

    private final Cluster cluster;
    private final EntryReader reader;
    private final Judgements judgements;
    private final Consumer<LiveObject> seen;

    /**
     * @param seen told what a judgement is about, in the form in which it is remembered
     */
    public Comparison(
            Cluster cluster, EntryReader reader, Judgements judgements, Consumer<LiveObject> seen) {
        this.cluster = cluster;
        this.reader = reader;
        this.judgements = judgements;
        this.seen = seen;
    }

    /**
     * Asks, and writes the answer down.
     *
     * @param ignored what the application wants left out
     * @param replaces a sync puts it in the place of the object: what an apply is refused for may
     *     be fine then
     * @throws ApiUnavailable when the server does not answer; nothing is known then
     */
    public void judge(Target target, Normaliser ignored, boolean replaces) throws ApiUnavailable {
        try {
            if (target.isHook() && judgedAsNew(target)) {
                return;
            }
            LiveObject wouldBe = wouldBe(target.manifest(), replaces);
            compare(target, wouldBe, cluster.get(target.key()), ignored, replaces);
        } catch (ApiUnavailable e) {
            throw e;
        } catch (ClusterException e) {
            refused(target, (ApiRefused) e);
        }
    }

    private LiveObject wouldBe(Manifest manifest, boolean replaces) throws ClusterException {
        try {
            return cluster.apply(manifest, ApplyMode.DRY_RUN);
        } catch (ApiRefused e) {
            if (!replaces) {
                throw e;
            }
            Optional<LiveObject> live = cluster.get(manifest.key(), manifest.apiVersion());
            return cluster.rehearse(live.map(l -> l.replacedBy(manifest)).orElse(manifest));
        }
    }

    /** The one of an earlier sync makes room for a hook, so it is the new one that counts. */
    private boolean judgedAsNew(Target hook) throws ClusterException {
        Optional<LiveObject> live = cluster.get(hook.key());
        if (live.isPresent()) {
            note(hook, live, anew(hook, live.get()));
        }
        return live.isPresent();
    }

    private void compare(
            Target target,
            LiveObject wouldBe,
            Optional<LiveObject> live,
            Normaliser ignored,
            boolean replaces)
            throws ClusterException {
        Optional<LiveObject> written = asWritten(target, live);
        if (live.isEmpty() || written.isEmpty()) {
            note(target, live, Verdict.MISSING);
            return;
        }
        boolean ignoring = ignored.concerns(target.key().groupKind());
        // Whoever changes an ignored field owns it then, which is not to count either.
        boolean sameOwner = ignoring || replaces || owned(wouldBe).equals(owned(written.get()));
        try {
            Normaliser.Pair pair = ignored.normalise(written.get().content(), wouldBe.content());
            boolean same =
                    sameOwner && comparable(pair.predicted()).equals(comparable(pair.live()));
            note(target, live, same ? Verdict.EQUAL : Verdict.DIFFERENT);
        } catch (JqException e) {
            String why = "ignoreDifferences: " + e.getMessage();
            note(target, live, new Verdict(Verdict.Kind.REFUSED, why));
        }
    }

    /** In the manifest's version, which is the one that the dry run answers in. */
    private Optional<LiveObject> asWritten(Target target, Optional<LiveObject> live)
            throws ClusterException {
        String version = target.manifest().apiVersion();
        return live.filter(object -> !object.apiVersion().equals(version)).isPresent()
                ? cluster.get(target.key(), version)
                : live;
    }

    private static Object owned(LiveObject object) {
        return object.fieldsAppliedBy(Cluster.FIELD_MANAGER);
    }

    private void refused(Target target, ApiRefused refused) throws ApiUnavailable {
        Optional<LiveObject> live;
        try {
            live = cluster.get(target.key());
        } catch (ApiUnavailable e) {
            throw e;
        } catch (ClusterException e) {
            live = Optional.empty(); // its kind is not served
        }
        if (ProbedAnew.cannotBeTried(refused)) {
            note(target, live, live.isPresent() ? Verdict.DIFFERENT : Verdict.MISSING);
            return; // the apply itself will tell
        }
        Verdict verdict = RefusalKind.verdict(refused);
        boolean anew = target.options().force() && verdict.kind() == Verdict.Kind.UNCHANGEABLE;
        note(target, live, anew && live.isPresent() ? anew(target, live.get()) : verdict);
    }

    private Verdict anew(Target target, LiveObject live) throws ApiUnavailable {
        return new ProbedAnew(cluster)
                .refusal(target.manifest(), live)
                .map(RefusalKind::verdict)
                .orElse(Verdict.DIFFERENT);
    }

    /**
     * @param live in the version that the watches read: in another one the same fields have other
     *     values, and the judgement would never be found to hold
     */
    private void note(Target target, Optional<LiveObject> live, Verdict verdict) {
        String uid = live.map(LiveObject::uid).orElse("");
        Optional<Digest> applied = live.flatMap(reader::applied);
        judgements.note(target, uid, applied, verdict);
        live.ifPresent(seen);
    }

    private static Map<String, Object> comparable(Map<String, Object> object) {
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.map(object, "metadata"));
        metadata.keySet().removeAll(NOT_COMPARED);
        Map<String, Object> content = new LinkedHashMap<>(object);
        content.put("metadata", metadata);
        return content;
    }
}
