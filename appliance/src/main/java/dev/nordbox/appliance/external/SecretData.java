package dev.nordbox.appliance.external;

import dev.nordbox.appliance.manifest.Fields;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data of a Secret: bytes here, Base64 on the wire. */
public final class SecretData {
    private SecretData() {}

    public static Map<String, byte[]> of(Map<String, Object> secret) {
        Map<String, byte[]> data = new TreeMap<>();
        Fields.map(secret, "data")
                .forEach(
                        (key, value) ->
                                data.put(
                                        key,
                                        value instanceof String text
                                                ? Base64.getDecoder().decode(text)
                                                : new byte[0]));
        return data;
    }

    public static Optional<byte[]> of(Map<String, Object> secret, String key) {
        return Fields.text(secret, "data", key).map(Base64.getDecoder()::decode);
    }

    static Map<String, Object> wire(Map<String, byte[]> data) {
        Map<String, Object> wire = new TreeMap<>();
        data.forEach((key, bytes) -> wire.put(key, Base64.getEncoder().encodeToString(bytes)));
        return wire;
    }
}
