package dev.nordbox.appliance.residency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraefikRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "Host(`a.example.no`) = a.example.no",
                "  host( \"a.example.no\" )  = a.example.no",
                "HostSNI(`a.example.no`) = a.example.no",
                "Host(`a.example.no`, `b.example.no`) = a.example.no b.example.no",
                "Host(`a.example.no`) || Host(`b.example.no`) = a.example.no b.example.no",
                "PathPrefix(`/x`) && Host(`a.example.no`) = a.example.no",
                "Host(`a.example.no`) && !Path(`/x`) = a.example.no",
                "(Host(`a.example.no`) || Host(`b`)) && (Path(`/x`) || Path(`/y`)) = a.example.no b",
            })
    void itsHostsAreThoseThatItNames(String rule, String hosts) {
        assertThat(TraefikRule.hosts(rule).orElseThrow()).containsExactly(hosts.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PathPrefix(`/`)",
                "HostRegexp(`^.+$`)",
                "HostSNI(`*`)",
                "!Host(`a.example.no`)",
                "Host(`a.example.no`) || Path(`/x`)",
                "Path(`/x`) || Host(`a.example.no`) && Path(`/y`)",
                "Host(`a.example.no`",
                "Host(a.example.no)",
                "Host(`a.example.no`) Host(`b`)",
                "&& Host(`a.example.no`)",
                "Host(`a.example.no`) # Path(`/`)",
            })
    void whatTakesOthersOrCannotBeReadHasNone(String rule) {
        assertThat(TraefikRule.hosts(rule)).isEmpty();
    }

    @Test
    void oneThatIsDeeperThanAnyoneWritesIsNotRead() {
        String deep = "(".repeat(100_000) + "Host(`a`)" + ")".repeat(100_000);

        assertThat(TraefikRule.hosts(deep)).isEmpty();
        assertThat(TraefikRule.hosts("!".repeat(100_000))).isEmpty();
    }
}
