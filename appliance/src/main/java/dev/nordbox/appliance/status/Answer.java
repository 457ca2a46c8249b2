package dev.nordbox.appliance.status;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the socket answers: a status of HTTP and a JSON object.
 *
 * @param status {@code 200 OK}
 */
public record Answer(String status, Map<String, Object> content) {

    /** Why it is refused, in one word for programs. */
    public enum Refusal {
        /** There is no such path, or application. */
        NOT_FOUND("404 Not Found"),
        /** What was asked for makes no sense. */
        INVALID("422 Unprocessable Content"),
        /** It cannot be done as things are now. */
        CONFLICT("409 Conflict"),
        /** The API server did not take it. */
        REFUSED("502 Bad Gateway"),
        /** The API server does not answer. */
        SILENT("504 Gateway Timeout");

        private final String status;

        Refusal(String status) {
            this.status = status;
        }
    }

    public static Answer of(Map<String, Object> content) {
        return new Answer("200 OK", content);
    }

    /** It was asked for, and is done by and by. */
    public static Answer accepted(Map<String, Object> content) {
        return new Answer("202 Accepted", content);
    }

    /**
     * @param error what is wrong
     * @param fix what to do now
     */
    public static Answer refused(Refusal refusal, String error, String fix) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("refusal", refusal.name());
        content.put("error", error);
        content.put("fix", fix);
        return new Answer(refusal.status, content);
    }
}
