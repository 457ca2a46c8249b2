package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest(name = "{0} {1}: {2}, in parts {3}")
    @CsvSource({
        "*,            '',              true,  true",
        "*,            team-a,          true,  true",
        "team-*,       team-a,          true,  true",
        "team-*,       team,            false, false",
        "t?am,         team,            true,  true",
        "t?am,         tam,             false, false",
        "'',           '',              true,  true",
        "'',           a,               false, false",
        "*a*b*c,       xxaxbxbxc,       true,  true",
        "*a*b*c,       xxaxbxbxcx,      false, false",
        "host/*,       host/org/infra,  true,  false",
        "host/*/infra, host/org/infra,  true,  true",
        "host/**,      host/org/infra,  true,  true",
        "host?org,     host/org,        true,  false",
    })
    void aStarStandsForAnyText(String pattern, String text, boolean plain, boolean inParts) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(plain);
        assertThat(Wildcard.matchesPath(pattern, text)).isEqualTo(inParts);
    }
}
