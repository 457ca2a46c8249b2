package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.control.UnsealResult.Failed;
import dev.nordbox.appliance.seal.control.UnsealResult.Unsealed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status of a SealedSecret as Bitnami's controller writes it, except that a changed message is
 * stored, too; what was passed over stands in a condition of its own, after it.
 */
final class SealedSecretStatus {
    private static final String SYNCED = "Synced";
    private static final String IGNORED = "TemplateIgnored";

    private SealedSecretStatus() {}

    /** The status that is to be stored; empty when the present one says the same. */
    static Optional<Map<String, Object>> of(LiveObject object, UnsealResult result, Instant now) {
        List<Object> conditions = new ArrayList<>();
        if (result instanceof Failed failed) {
            conditions.add(condition(object, SYNCED, "False", failed.message(), now));
        } else if (result instanceof Unsealed unsealed) {
            conditions.add(condition(object, SYNCED, "True", "", now));
            if (!unsealed.remarks().isEmpty()) {
                conditions.add(
                        condition(
                                object,
                                IGNORED,
                                "True",
                                String.join("; ", unsealed.remarks()),
                                now));
            }
        }
        long generation = Fields.number(object.content(), "metadata", "generation");
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("observedGeneration", generation);
        status.put("conditions", conditions);
        boolean same =
                Fields.number(object.content(), "status", "observedGeneration") == generation
                        && timeless(Fields.list(object.content(), "status", "conditions"))
                                .equals(timeless(conditions));
        return same ? Optional.empty() : Optional.of(status);
    }

    private static Map<String, Object> condition(
            LiveObject object, String type, String status, String message, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String since =
                Fields.list(object.content(), "status", "conditions").stream()
                        .filter(one -> Fields.text(one, "type").equals(Optional.of(type)))
                        .filter(one -> Fields.text(one, "status").equals(Optional.of(status)))
                        .flatMap(one -> Fields.text(one, "lastTransitionTime").stream())
                        .findFirst()
                        .orElse(time);
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        condition.put("lastUpdateTime", time);
        condition.put("lastTransitionTime", since);
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
        return condition;
    }

    private static List<Map<String, Object>> timeless(List<Object> conditions) {
        return conditions.stream()
                .map(
                        condition -> {
                            Map<String, Object> copy = new LinkedHashMap<>(Fields.map(condition));
                            copy.remove("lastUpdateTime");
                            copy.remove("lastTransitionTime");
                            return copy;
                        })
                .toList();
    }
}
