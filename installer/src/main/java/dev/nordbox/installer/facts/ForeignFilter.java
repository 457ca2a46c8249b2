package dev.nordbox.installer.facts;

/**
 * A packet filter of somebody else that lets through only what it knows: our guard cannot open what
 * it closes, since the kernel asks both. What the host itself sends may be among what it knows.
 *
 * @param table as nft or iptables call it: {@code inet firewall}, {@code ip filter}
 * @param chain the base chain, {@code INPUT}
 * @param verdict what it does with everything else: {@code policy drop}, {@code reject}
 * @param kind whose commands change it
 * @param outgoing it sees what the host sends, not what it gets or passes on
 */
public record ForeignFilter(
        String table, String chain, String verdict, Kind kind, boolean outgoing) {

    /** Whose rules they are. */
    public enum Kind {
        NFTABLES,
        IPTABLES
    }
}
