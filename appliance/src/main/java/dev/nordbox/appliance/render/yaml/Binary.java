package dev.nordbox.appliance.render.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Scalars tagged {@code !!binary}. */
final class Binary {
    private Binary() {}

    /** The text behind the base64; bytes that are no UTF-8 become the replacement character. */
    static String decode(String base64) throws YamlException {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("[\r\n]", ""));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new YamlException("yaml: !!binary value contains invalid base64 data", e);
        }
    }
}
