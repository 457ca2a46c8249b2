package dev.nordbox.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ForeignFilter.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                        new ForeignFilter(
                                "inet own", "in", "drop everything else", Kind.NFTABLES, false));
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
                        new ForeignFilter(
                                "ip filter", "INPUT", "policy drop", Kind.IPTABLES, false),
                        new ForeignFilter(
                                "ip filter",
                                "FORWARD",
                                "reject everything else",
                                Kind.IPTABLES,
                                false));
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
                                "ip filter",
                                "INPUT",
                                "reject everything else",
                                Kind.IPTABLES,
                                false),
                        new ForeignFilter(
                                "ip filter", "FORWARD", "policy drop", Kind.IPTABLES, false));
        assertThat(FilterLines.ofIptables(saved.subList(0, 2))).isEmpty();
    }

    @Test
    void whatDropsOnTheWayOutIsFoundUnlessItLetsTheNodesOwnOut() {
        String hardened =
                """
                table inet hardening {
                \tchain output {
                \t\ttype filter hook output priority filter; policy drop;
                \t\tct state established,related accept
                \t\ttcp dport { 53, 80, 443 } accept
                %s\t}
                }
                """;
        assertThat(nft(hardened.formatted("")))
                .containsExactly(
                        new ForeignFilter(
                                "inet hardening", "output", "policy drop", Kind.NFTABLES, true));
        assertThat(nft(hardened.formatted("\t\toif \"lo\" accept\n"))).hasSize(1);
        assertThat(
                        nft(
                                hardened.formatted(
                                        "\t\toif \"lo\" counter accept comment \"own\"\n"
                                                + "\t\toifname \"cni0\" accept\n")))
                .isEmpty();
        assertThat(nft(hardened.formatted("\t\toifname { \"lo\", \"cni0\" } accept\n"))).isEmpty();
        assertThat(nft(hardened.formatted("\t\toifname { \"lo\", \"cni0\" } tcp dport 1 accept\n")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ct state new drop | true",
                "ct state invalid,new counter packets 0 bytes 0 drop | true",
                "ct state { new, untracked } log prefix \"x\" reject | true",
                "ct state != established,related drop | true",
                "ct state != { established, related } drop | true",
                "ct state != new drop | false",
                "ct state invalid drop | false",
                "ct state new tcp dport 25 drop | false",
                "ct state new limit rate over 20/second drop | false",
                "ct state new ip saddr @bad drop | false",
                "ct state vmap { established : accept, new : drop } | false"
            })
    void whatDropsAllThatIsNewCloses(String rule, boolean closes) {
        String ruleset =
                """
                table inet own {
                \tchain in {
                \t\ttype filter hook input priority filter; policy accept;
                \t\t%s
                \t}
                }
                """;
        assertThat(nft(ruleset.formatted(rule)).isEmpty()).isEqualTo(!closes);
    }

    @Test
    void theOldIptablesMayDropOnTheWayOutAndAllThatIsNewToo() {
        List<String> saved =
                List.of(
                        "*filter",
                        ":INPUT ACCEPT [0:0]",
                        ":FORWARD ACCEPT [0:0]",
                        ":OUTPUT DROP [0:0]",
                        "-A INPUT -i lo -j ACCEPT",
                        "-A INPUT -m conntrack --ctstate NEW -j DROP",
                        "-A FORWARD -m state --state NEW -s 192.0.2.4/32 -j DROP",
                        "-A OUTPUT -o lo -j ACCEPT");
        List<String> open = new ArrayList<>(saved);
        open.add("-A OUTPUT -o cni0 -j ACCEPT");
        ForeignFilter in =
                new ForeignFilter(
                        "ip filter", "INPUT", "drop everything else", Kind.IPTABLES, false);

        assertThat(FilterLines.ofIptables(saved))
                .containsExactly(
                        in,
                        new ForeignFilter(
                                "ip filter", "OUTPUT", "policy drop", Kind.IPTABLES, true));
        assertThat(FilterLines.ofIptables(open)).containsExactly(in);
    }

    private static List<ForeignFilter> nft(String ruleset) {
        return FilterLines.ofNft(ruleset.lines().toList());
    }
}
