package dev.nordbox.appliance.live;

import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From an object to what is kept of it. */
public final class EntryReader {

    /** On a hook: the sync that created it, so that none runs twice in one. */
    public static final String HOOK_RUN = "nordbox.no/hook-run";

    /** On a hook: when it was created, by our clock. */
    public static final String HOOK_BEGUN = "nordbox.no/hook-begun";

    private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");

    private final Digests digests;
    private final Function<Map<String, Object>, Health> health;

    public EntryReader(Digests digests, Function<Map<String, Object>, Health> health) {
        this.digests = digests;
        this.health = health;
    }

    public LiveEntry read(LiveObject object) {
        return new LiveEntry(
                object.key(),
                object.uid(),
                version(object),
                applied(object),
                Adoption.isDue(object.content()),
                TrackingId.applicationOf(object),
                annotations(object),
                object.lastManagerBut(Cluster.FIELD_MANAGER).map(String::intern).orElse(""),
                object.terminating(),
                object.annotation(HOOK_RUN),
                takesVolumes(object),
                health.apply(
                        object.annotation(HOOK_RUN).isPresent()
                                ? undying(object)
                                : object.content()));
    }

    /** How a hook ended is asked of it while it is being deleted, too. */
    private static Map<String, Object> undying(LiveObject object) {
        Map<String, Object> metadata = new HashMap<>(Fields.map(object.content(), "metadata"));
        metadata.remove("deletionTimestamp");
        Map<String, Object> content = new HashMap<>(object.content());
        content.put("metadata", metadata);
        return content;
    }

    /** Of the fields that we applied, or put there whole, and their values. */
    public Optional<Digest> applied(LiveObject object) {
        return object.fieldsAppliedBy(Cluster.FIELD_MANAGER)
                .or(() -> putThereWhole(object))
                .map(fields -> digests.of(OwnedFields.of(fields, object.content())));
    }

    /** Not the Secret of a SealedSecret, which is made here as well, and no application's. */
    private static Optional<Map<String, Object>> putThereWhole(LiveObject object) {
        boolean madeForAnother =
                TrackingId.applicationOf(object).isEmpty()
                        && Fields.list(object.content(), "metadata", "ownerReferences").stream()
                                .anyMatch(EntryReader::controls);
        return madeForAnother ? Optional.empty() : object.fieldsUpdatedBy(Cluster.FIELD_MANAGER);
    }

    private static boolean controls(Object owner) {
        return Fields.at(owner, "controller").equals(Optional.of(true));
    }

    /** Its deletion would delete volumes that it has made. */
    private static boolean takesVolumes(LiveObject object) {
        return object.key().groupKind().equals(STATEFUL_SET)
                && !Fields.list(object.content(), "spec", "volumeClaimTemplates").isEmpty();
    }

    private static Map<String, String> annotations(LiveObject object) {
        Map<String, String> read = new HashMap<>();
        Fields.map(object.content(), "metadata", "annotations")
                .forEach(
                        (name, value) -> {
                            if (value instanceof String text
                                    && (name.startsWith("argocd.argoproj.io/")
                                            || name.startsWith("nordbox.no/")
                                            || name.startsWith("helm.sh/"))) {
                                read.put(name, text);
                            }
                        });
        return read;
    }

    /** Opaque by the letter, a growing number in every API server there is. */
    static long version(LiveObject object) {
        try {
            return Long.parseLong(object.resourceVersion());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
