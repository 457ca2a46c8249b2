package dev.nordbox.appliance.json;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON objects as maps, lists, strings, numbers, booleans and nulls. */
public final class Json {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    // Maps only: nothing of the class path is looked at, and key order is the writer's choice.
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private Json() {}

    /**
     * @throws IllegalArgumentException when the bytes are not one JSON object; the message has no
     *     content, which may be secret
     */
    public static Map<String, Object> parse(byte[] bytes) {
        try {
            Map<String, Object> object = MAPPER.readValue(bytes, OBJECT);
            if (object == null) {
                throw new IllegalArgumentException("not a JSON object: null");
            }
            return object;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON object: " + bytes.length + " bytes");
        }
    }

    public static byte[] print(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The same bytes for equal values: keys in order, no white space. */
    public static byte[] printCanonical(Object value) {
        return CANONICAL.writeValueAsBytes(value);
    }
}
