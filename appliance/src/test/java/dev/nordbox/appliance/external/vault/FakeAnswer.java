package dev.nordbox.appliance.external.vault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pretended Vault answers. */
record FakeAnswer(int code, Map<String, Object> body) {

    static FakeAnswer nothing() {
        return new FakeAnswer(204, Map.of());
    }

    static FakeAnswer secret(Map<String, Object> data) {
        return with("data", data);
    }

    static FakeAnswer with(String field, Object value) {
        Map<String, Object> body = envelope();
        body.put(field, value);
        return new FakeAnswer(200, body);
    }

    FakeAnswer as(int newCode) {
        return new FakeAnswer(newCode, body);
    }

    static FakeAnswer missing() {
        return new FakeAnswer(404, Map.of("errors", List.of()));
    }

    static FakeAnswer error(int code, String message) {
        return new FakeAnswer(code, Map.of("errors", List.of(message)));
    }

    private static Map<String, Object> envelope() {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("request_id", "6f1b1f9e-0000-4000-8000-000000000000");
        envelope.put("lease_id", "");
        envelope.put("renewable", false);
        envelope.put("lease_duration", 0);
        envelope.put("data", null);
        envelope.put("wrap_info", null);
        envelope.put("warnings", null);
        envelope.put("auth", null);
        return envelope;
    }
}
