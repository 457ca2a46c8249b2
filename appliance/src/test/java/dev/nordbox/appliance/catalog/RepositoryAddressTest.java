package dev.nordbox.appliance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example/Team/Shop.git,       git@git.example:team/shop,          true",
        "ssh://git@git.example:2222/team/shop,    https://user@git.example/team/shop/, true",
        "file:///srv/git/shop.git,                /srv/git/shop,                      true",
        "https://git.example/team/shop,           https://git.example/team/other,     false",
        "https://git.example/team/shop,           https://evil.example/team/shop,     false",
    })
    void theWayThereDoesNotMatter(String one, String other, boolean same) {
        assertThat(RepositoryAddress.of(one).equals(RepositoryAddress.of(other))).isEqualTo(same);
    }
}
