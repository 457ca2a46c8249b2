package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example/team,        https://git.example/team/x.git,          true",
        "https://git.example/team/,       https://GIT.example/Team/x,              true",
        "https://git.example,             https://git.example/team/x,              true",
        "https://git.example/team/x.git,  https://git.example/team/x,              true",
        "https://git.example/team,        https://git.example/teamwork/x,          false",
        "https://git.example/team,        https://git.example.evil.example/team/x, false",
        "https://git.example/team,        https://git.example:8443/team/x,         false",
        "https://git.example/team,        ssh://git@git.example/team/x,            false",
        "git@git.example:team,            ssh://git@git.example/team/x,            true",
        "git@git.example:,                git@git.example:team/x,                  true",
        "ssh://git@git.example:7999/,     ssh://git@git.example:7999/team/x,       true",
        "https://git.example/team/x/y,    https://git.example/team/x,              false",
        "nonsense,                        https://git.example/team/x,              false",
    })
    void aPrefixEndsAtASegmentOfTheSameHost(String prefix, String url, boolean covered) {
        assertThat(UrlPrefix.parse(prefix).flatMap(p -> p.covers(Hosts.parse(url))).isPresent())
                .isEqualTo(covered);
    }
}
