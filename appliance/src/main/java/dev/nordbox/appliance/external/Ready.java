package dev.nordbox.appliance.external;

import dev.nordbox.appliance.manifest.Fields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The condition that says whether an object of External Secrets does its work.
 *
 * @param message without a value
 */
public record Ready(boolean ready, String reason, String message) {
    private static final String TYPE = "Ready";

    /** Long messages are cut: a status is read by people. */
    private static final int LONGEST = 2000;

    public Ready {
        message = message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message;
    }

    public static Ready no(CannotSync problem) {
        return new Ready(
                false, "SecretSyncedError", problem.summary() + ": " + problem.getMessage());
    }

    /** The present condition says the same. */
    public boolean saysTheSame(Map<String, Object> content) {
        return present(content)
                .filter(one -> Fields.text(one, "status").equals(Optional.of(status())))
                .filter(one -> Fields.text(one, "reason").equals(Optional.of(reason)))
                .filter(one -> Fields.text(one, "message").equals(Optional.of(message)))
                .isPresent();
    }

    /** All conditions, with this one in the place of the present one. */
    public List<Object> among(Map<String, Object> content, Instant now) {
        List<Object> conditions = new ArrayList<>(Fields.list(content, "status", "conditions"));
        conditions.removeIf(one -> Fields.text(one, "type").equals(Optional.of(TYPE)));
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", TYPE);
        condition.put("status", status());
        condition.put("reason", reason);
        condition.put("message", message);
        condition.put(
                "lastTransitionTime",
                present(content)
                        .filter(one -> Fields.text(one, "status").equals(Optional.of(status())))
                        .flatMap(one -> Fields.text(one, "lastTransitionTime"))
                        .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString()));
        conditions.add(condition);
        return conditions;
    }

    private String status() {
        return ready ? "True" : "False";
    }

    private static Optional<Object> present(Map<String, Object> content) {
        return Fields.list(content, "status", "conditions").stream()
                .filter(one -> Fields.text(one, "type").equals(Optional.of(TYPE)))
                .findFirst();
    }
}
