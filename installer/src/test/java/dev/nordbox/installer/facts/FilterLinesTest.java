package dev.nordbox.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ForeignFilter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterLinesTest {

    @Test
    void aRejectionOfEverythingIsFoundAlsoBehindAJump() {
        assertThat(
                        nft(
                                """
                                table inet own {
                                \tchain in {
                                \t\ttype filter hook input priority filter; policy accept;
                                \t\ttcp dport 22 accept
                                \t\tiifname "eth0" jump rest
                                \t}

                                \tchain rest {
                                \t\tcounter drop
                                \t}
                                }
                                """))
                .containsExactly(
                        new ForeignFilter("inet own", "in", "drop everything else", Kind.NFTABLES));
    }

    @Test
    void whatIptablesLeavesInNftIsNamedAsIptables() {
        assertThat(
                        nft(
                                """
                                table ip filter {
                                \tchain INPUT {
                                \t\ttype filter hook input priority filter; policy drop;
                                \t}
                                \tchain FORWARD {
                                \t\ttype filter hook forward priority filter; policy accept;
                                \t\tcounter packets 0 bytes 0 xt target "REJECT"
                                \t}
                                }
                                """))
                .containsExactly(
                        new ForeignFilter("ip filter", "INPUT", "policy drop", Kind.IPTABLES),
                        new ForeignFilter(
                                "ip filter", "FORWARD", "reject everything else", Kind.IPTABLES));
    }

    @Test
    void conditionsKubernetesAndOurOwnGuardAreNobodysFilter() {
        assertThat(
                        nft(
                                """
                                table inet nordbox {
                                \tchain input {
                                \t\ttype filter hook input priority filter - 5; policy drop;
                                \t}
                                }
                                table inet f2b-table {
                                \tset addr-set-sshd {
                                \t\ttype ipv4_addr
                                \t}

                                \tchain f2b-chain {
                                \t\ttype filter hook input priority filter - 1; policy accept;
                                \t\ttcp dport 22 ip saddr @addr-set-sshd reject with icmp port-unreachable
                                \t\tct state invalid drop
                                \t}
                                }
                                table ip filter {
                                \tchain INPUT {
                                \t\ttype filter hook input priority filter; policy accept;
                                \t\tcounter jump KUBE-ROUTER-INPUT
                                \t\tcounter jump KUBE-FIREWALL
                                \t}

                                \tchain KUBE-FIREWALL {
                                \t\tcounter drop
                                \t}

                                \tchain OUTPUT {
                                \t\ttype filter hook output priority filter; policy drop;
                                \t}
                                }
                                """))
                .isEmpty();
    }

    @Test
    void rulesOfTheOldIptablesAreReadAsItSavesThem() {
        List<String> saved =
                List.of(
                        "*filter",
                        ":INPUT ACCEPT [0:0]",
                        ":FORWARD DROP [0:0]",
                        ":f2b - [0:0]",
                        "-A INPUT -j f2b",
                        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
                        "-A INPUT -j REJECT --reject-with icmp-host-prohibited",
                        "-A f2b -s 192.0.2.4/32 -j REJECT --reject-with icmp-port-unreachable",
                        "COMMIT");

        assertThat(FilterLines.ofIptables(saved))
                .containsExactly(
                        new ForeignFilter(
                                "ip filter", "INPUT", "reject everything else", Kind.IPTABLES),
                        new ForeignFilter("ip filter", "FORWARD", "policy drop", Kind.IPTABLES));
        assertThat(FilterLines.ofIptables(saved.subList(0, 2))).isEmpty();
    }

    private static List<ForeignFilter> nft(String ruleset) {
        return FilterLines.ofNft(ruleset.lines().toList());
    }
}
