package dev.nordbox.appliance.render.gotemplate;

import dev.nordbox.appliance.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A template, its data, and what Go's own packages made of it; one line of JSON. */
record OracleCase(Map<String, Object> fields) {
    private static final Budget BUDGET =
            new Budget(5_000_000, 1_000, 1 << 22, Duration.ofMinutes(1));

    static OracleCase parse(String line) {
        return new OracleCase(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
    }

    static OracleCase of(String template, Map<String, Object> data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("template", template);
        fields.put("data", data);
        return new OracleCase(fields);
    }

    String template() {
        return (String) fields.get("template");
    }

    String line() {
        return new String(Json.print(fields), StandardCharsets.UTF_8);
    }

    /** What Go said, in the form {@link #ours} has. */
    String expected() {
        if (fields.containsKey("error")) {
            return "error: " + fields.get("error");
        }
        if (fields.containsKey("bytes")) {
            byte[] bytes = Base64.getDecoder().decode((String) fields.get("bytes"));
            return "output: " + Runes.ofBytes(bytes);
        }
        return "output: " + Runes.encode((String) fields.get("output"));
    }

    /** What our engine says. */
    String ours() {
        try {
            Functions functions =
                    fields.containsKey("builtin") ? Functions.builtin() : Functions.genericSprig();
            GoTemplate parsed = GoTemplate.parse("t", template(), functions, missingKey());
            return "output: " + Runes.ofBytes(parsed.execute(dot(), BUDGET));
        } catch (TemplateException e) {
            return "error: " + e.revealingMessage();
        }
    }

    private MissingKey missingKey() {
        return switch (String.valueOf(fields.get("missing"))) {
            case "zero" -> MissingKey.ZERO;
            case "error" -> MissingKey.ERROR;
            default -> MissingKey.NOTHING;
        };
    }

    private Dot dot() {
        Object data = fields.getOrDefault("data", Map.of());
        if (!fields.containsKey("strings")) {
            return Dot.of(typed(data));
        }
        Map<String, byte[]> strings = new LinkedHashMap<>();
        typed(data).forEach((key, value) -> strings.put(key, bytes(value)));
        return Dot.ofStrings(strings);
    }

    private static byte[] bytes(Object value) {
        return ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Object map) {
        return (Map<String, Object>) value(map);
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> made = new LinkedHashMap<>();
            map.forEach((key, element) -> made.put((String) key, value(element)));
            return made;
        } else if (value instanceof List<?> list) {
            List<Object> made = new ArrayList<>();
            list.forEach(element -> made.add(value(element)));
            return made;
        }
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }
}
