package dev.nordbox.installer.profile;

import java.util.List;
import java.util.Optional;

/**
 * Somewhere the box may reach out to; everywhere else is closed.
 *
 * @param name for people and reports: {@code git}
 * @param cidrs its addresses
 * @param host its name, if it is reached by one
 * @param ports {@code 443/tcp}; at least one
 * @param pods pods may reach it, too; else the host alone
 * @param owner who runs it, if said
 * @param country of the owner, as ISO 3166-1 has it
 */
public record Endpoint(
        String name,
        List<String> cidrs,
        Optional<String> host,
        List<String> ports,
        boolean pods,
        String purpose,
        Optional<String> owner,
        Optional<String> country) {

    public Endpoint {
        cidrs = List.copyOf(cidrs);
        ports = List.copyOf(ports);
    }
}
