package dev.nordbox.appliance.external;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a value is written in the store. */
public enum Decoding {
    NONE,
    BASE64,
    BASE64URL,
    AUTO;

    Map<String, byte[]> decode(Map<String, byte[]> values) throws CannotSync {
        Map<String, byte[]> decoded = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            decoded.put(entry.getKey(), decode(entry.getKey(), entry.getValue()));
        }
        return decoded;
    }

    /**
     * @param key for the message, which has nothing of the value
     */
    byte[] decode(String key, byte[] value) throws CannotSync {
        return switch (this) {
            case NONE -> value;
            case BASE64 -> strictly(key, "Base64", value, Base64.getDecoder());
            case BASE64URL -> strictly(key, "Base64URL", value, Base64.getUrlDecoder());
            case AUTO ->
                    decoded(value, Base64.getDecoder())
                            .or(() -> decoded(value, Base64.getUrlDecoder()))
                            .orElse(value);
        };
    }

    private static byte[] strictly(
            String key, String strategy, byte[] value, Base64.Decoder decoder) throws CannotSync {
        Optional<byte[]> decoded = decoded(value, decoder);
        if (decoded.isEmpty()) {
            throw CannotSync.data(
                    "error applying decoding strategy "
                            + strategy
                            + " to data: the value of "
                            + key
                            + " is not written so");
        }
        return decoded.get();
    }

    /** Go's decoders pass over line breaks and want the padding; Java's want no breaks. */
    private static Optional<byte[]> decoded(byte[] value, Base64.Decoder decoder) {
        String text = new String(value, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
        if (text.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
