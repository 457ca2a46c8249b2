package dev.nordbox.appliance.external;

import java.util.Map;
import java.util.TreeMap;

/** How a name becomes a key that a Secret may have. */
public enum Conversion {
    DEFAULT,
    UNICODE;

    /**
     * @throws CannotSync when two names become one key
     */
    Map<String, byte[]> convert(Map<String, byte[]> values) throws CannotSync {
        Map<String, byte[]> converted = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            String key = convert(entry.getKey());
            if (converted.put(key, entry.getValue()) != null) {
                throw CannotSync.data("secret name collision during conversion: " + key);
            }
        }
        return converted;
    }

    private String convert(String name) {
        StringBuilder key = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> {
                            if (SecretKeys.isAllowed(c)) {
                                key.appendCodePoint(c);
                            } else if (this == UNICODE) {
                                key.append(String.format("_U%04x_", c));
                            } else {
                                key.append('_');
                            }
                        });
        return key.toString();
    }
}
