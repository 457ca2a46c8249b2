package dev.nordbox.appliance.seal.control;

import java.util.Map;

/**
 * What a key Secret is good for.
 *
 * @param secret its name
 * @param fingerprint {@code ""} when no key can be read from it
 * @param label {@code active}, or what takes it out of use, as {@code compromised}
 * @param problem why an active one cannot be used; {@code ""} for nothing
 */
public record KeyState(String secret, String fingerprint, String label, String problem) {

    Map<String, Object> toJson() {
        return Map.of(
                "secret", secret, "fingerprint", fingerprint, "label", label, "problem", problem);
    }
}
