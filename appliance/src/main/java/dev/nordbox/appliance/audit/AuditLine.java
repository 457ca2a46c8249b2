package dev.nordbox.appliance.audit;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.seal.Fingerprint;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the trail: what happened, and where it stands in the chain.
 *
 * @param number one more than that of the line before; the first one is 1
 * @param previous SHA-256 over the exact bytes of the line before, without its line feed
 * @param content all fields in their order, as they are written
 */
record AuditLine(long number, String previous, Map<String, Object> content) {

    /** What the first line of all carries. */
    static final String NOTHING_BEFORE = "0".repeat(64);

    /** SHA-256 over the bytes between the last sound line and this one. */
    static final String BROKEN = "broken";

    /** The line that the trail should have reached when this one was written, and did not. */
    static final String LOST = "lost";

    private static final String NUMBER = "line";
    private static final String PREVIOUS = "previous";

    /**
     * @param event what happened; values that say nothing are left out
     */
    static AuditLine after(AuditHead head, Map<String, String> event) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(NUMBER, head.number() + 1);
        content.put(PREVIOUS, head.hash());
        event.forEach(
                (name, value) -> {
                    if (!value.isEmpty()) {
                        content.put(name, value);
                    }
                });
        return new AuditLine(head.number() + 1, head.hash(), content);
    }

    /** Empty when the bytes are no line of a trail. */
    static Optional<AuditLine> parse(byte[] bytes) {
        try {
            Map<String, Object> content = Json.parse(bytes);
            boolean sound =
                    content.get(NUMBER) instanceof Number
                            && content.get(PREVIOUS) instanceof String;
            return sound
                    ? Optional.of(
                            new AuditLine(
                                    ((Number) content.get(NUMBER)).longValue(),
                                    content.get(PREVIOUS).toString(),
                                    content))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code ""} when the line does not say. */
    String text(String name) {
        Object value = content.get(name);
        return value == null ? "" : value.toString();
    }

    /** Without the line feed. */
    byte[] bytes() {
        return Json.print(content);
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Fingerprint.sha256().digest(bytes));
    }
}
