package dev.nordbox.appliance.external;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.FixedType;
import dev.nordbox.appliance.seal.control.KeySecret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done for one ExternalSecret, and what is said of it afterwards. Pure: from the
 * object, what the stores gave, and the Secret that is there.
 *
 * @param write the effect
 * @param reason of the condition {@code Ready}, which is True
 * @param bound the Secret is there afterwards, by our hand
 */
public record SyncPlan(Write write, String reason, String message, boolean bound) {

    /** One write, or none. */
    public sealed interface Write {}

    public record Nothing() implements Write {}

    public record Create(Map<String, Object> secret) implements Write {}

    /**
     * @param secret at the version that was seen
     * @param afterwards why the rest of it cannot be had, when this is only a part
     */
    public record Replace(Map<String, Object> secret, Optional<CannotSync> afterwards)
            implements Write {}

    /**
     * @param uid of the Secret that was seen: one that came after it is somebody's
     */
    public record Delete(String uid) implements Write {}

    /**
     * @throws CannotSync when nothing of it can be done
     */
    public static SyncPlan of(
            LiveObject externalSecret,
            ExternalSecretSpec spec,
            ProvidedData provided,
            Optional<Map<String, Object>> live,
            Template.Sources sources)
            throws CannotSync {
        if (live.filter(SyncPlan::isSealingKey).isPresent()) {
            throw CannotSync.forGood(
                    "target is reserved",
                    "secret %s is a key that this cluster's secrets are sealed with; name another target"
                            .formatted(spec.target().name()));
        }
        CreationPolicy creation = spec.target().creation();
        if (provided.values().isEmpty()) {
            if (spec.target().deletion() == DeletionPolicy.RETAIN) {
                return new SyncPlan(
                        new Nothing(),
                        "SecretSynced",
                        "secret retained due to DeletionPolicy=Retain",
                        false);
            }
            if (spec.target().deletion() == DeletionPolicy.DELETE) {
                return deletion(externalSecret, spec, live);
            }
        }
        if (creation == CreationPolicy.NONE) {
            return new SyncPlan(new Nothing(), "SecretSynced", "secret synced", false);
        }
        if (creation == CreationPolicy.MERGE && live.isEmpty()) {
            return new SyncPlan(
                    new Nothing(),
                    "SecretMissing",
                    "secret will not be created due to CreationPolicy=Merge",
                    false);
        }
        TargetSecret target = new TargetSecret(externalSecret, spec.target(), live);
        Map<String, Object> wanted = target.wanted(provided.values(), sources);
        return new SyncPlan(
                write(spec.target().name(), target, wanted, live),
                "SecretSynced",
                "secret synced" + target.remark(),
                true);
    }

    /** External Secrets takes any Secret over that nobody owns; with these it would all be lost. */
    private static boolean isSealingKey(Map<String, Object> secret) {
        return Fields.text(secret, "metadata", "labels", KeySecret.LABEL).isPresent();
    }

    private static SyncPlan deletion(
            LiveObject externalSecret, ExternalSecretSpec spec, Optional<Map<String, Object>> live)
            throws CannotSync {
        if (spec.target().creation() != CreationPolicy.OWNER) {
            throw CannotSync.forGood(
                    "could not delete secret",
                    "unable to delete secret "
                            + spec.target().name()
                            + ": creationPolicy="
                            + (spec.target().creation() == CreationPolicy.ORPHAN ? "Orphan" : "")
                            + " is not Owner");
        }
        if (live.filter(secret -> !Marks.areOf(externalSecret, secret)).isPresent()) {
            throw CannotSync.forGood(
                    "could not delete secret",
                    "unable to delete secret "
                            + spec.target().name()
                            + ": this ExternalSecret has not made it; delete it by hand, or name"
                            + " another target");
        }
        return new SyncPlan(
                live.isPresent()
                        ? new Delete(Fields.text(live.get(), "metadata", "uid").orElse(""))
                        : new Nothing(),
                "SecretDeleted",
                "secret deleted due to DeletionPolicy=Delete",
                false);
    }

    private static Write write(
            String name,
            TargetSecret target,
            Map<String, Object> wanted,
            Optional<Map<String, Object>> live)
            throws CannotSync {
        if (live.isEmpty()) {
            return new Create(wanted);
        }
        Optional<String> fixed =
                FixedType.refusal(live.get(), wanted)
                        .filter(why -> Fields.at(live.get(), "type").isPresent());
        if (fixed.isPresent()) {
            throw CannotSync.forGood("could not update secret", fixed.get());
        }
        TargetSecret.Difference difference = target.difference(wanted);
        if (!difference.any()) {
            return new Nothing();
        }
        boolean immutable = Fields.at(live.get(), "immutable").equals(Optional.of(true));
        if (!immutable || !difference.content()) {
            return new Replace(wanted, Optional.empty());
        }
        CannotSync refusal =
                CannotSync.forGood(
                        "could not update secret, target is immutable",
                        "unable to update secret " + name + ": secret is immutable");
        if (!difference.metadata()) {
            throw refusal;
        }
        return new Replace(onlyMetadata(wanted, live.get()), Optional.of(refusal));
    }

    private static Map<String, Object> onlyMetadata(
            Map<String, Object> wanted, Map<String, Object> live) {
        Map<String, Object> secret = new LinkedHashMap<>(live);
        secret.put("metadata", Fields.map(wanted, "metadata"));
        return secret;
    }
}
