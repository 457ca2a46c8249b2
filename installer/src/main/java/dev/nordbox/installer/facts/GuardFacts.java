package dev.nordbox.installer.facts;

import java.util.ArrayList;
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

    private static final String REVERT_TIMER = "nordbox-guard-revert.timer";

    public static final FactSection<GuardFacts> SECTION =
            new FactSection<>(
                            "guard",
                            GuardFacts::read,
                            "nft",
                            "guard-listing",
                            "guard-admins",
                            "begin\tnft",
                            "begin\tiptables")
                    .needing(FactQuery.NOTHING.units(List.of(REVERT_TIMER)));

    public GuardFacts {
        admins = List.copyOf(admins);
        foreign = List.copyOf(foreign);
    }

    private static GuardFacts read(FactLines lines) throws FactsUnreadable {
        List<ForeignFilter> foreign = new ArrayList<>(FilterLines.ofNft(lines.block("nft")));
        lines.blocks("iptables").forEach(block -> foreign.addAll(FilterLines.ofIptables(block)));
        return new GuardFacts(
                lines.has("nft"),
                lines.last("guard-listing", line -> line.at(1)),
                Optional.ofNullable(lines.get(Notes.SECTION).get("guard-listing")),
                lines.last("guard-admins", line -> line.at(1))
                        .filter(admins -> !admins.isBlank())
                        .map(admins -> List.of(admins.trim().split(" +")))
                        .orElse(List.of()),
                lines.unit(REVERT_TIMER).isActive(),
                foreign);
    }
}
