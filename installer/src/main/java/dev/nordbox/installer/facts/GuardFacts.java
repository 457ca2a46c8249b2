package dev.nordbox.installer.facts;

import java.util.List;
import java.util.Optional;

/**
 * The host firewall as it is.
 *
 * @param nftInstalled {@code nft} is on the host
 * @param listing SHA-256 of the loaded table {@code inet nordbox} without counters; empty when none
 *     is loaded
 * @param committedListing what the listing was when a login last proved it
 * @param admins CIDRs that the guard file on disk lets reach the Kubernetes API; empty without one
 * @param revertPending an unproven guard is loaded and goes away by itself
 * @param foreign filters of others that close what the guard opens; looked for by preflight only
 */
public record GuardFacts(
        boolean nftInstalled,
        Optional<String> listing,
        Optional<String> committedListing,
        List<String> admins,
        boolean revertPending,
        List<ForeignFilter> foreign) {

    public GuardFacts {
        admins = List.copyOf(admins);
        foreign = List.copyOf(foreign);
    }
}
