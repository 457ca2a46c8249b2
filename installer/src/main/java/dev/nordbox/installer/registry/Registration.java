package dev.nordbox.installer.registry;

import java.util.Optional;

/**
 * What a registry has on one address.
 *
 * @param country where the network is registered, as ISO 3166-1 has it; empty when it does not say
 * @param organisation who holds the network; empty when it does not say
 * @param problem why nothing is known; {@code ""} when the registry answered
 */
public record Registration(
        String address, Optional<String> country, Optional<String> organisation, String problem) {

    static Registration unknown(String address, String problem) {
        return new Registration(address, Optional.empty(), Optional.empty(), problem);
    }
}
