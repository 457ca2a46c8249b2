package dev.nordbox.appliance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    @Test
    void theSamePathOfTheSameRepositoryHasOneOwner() {
        assertThat(followed("git@git.example.no:ops/infra.git").owner("apps"))
                .isEqualTo(followed("ssh://git@git.example.no:22/ops/infra").owner("apps"))
                .isNotEqualTo(followed("git@git.example.no:ops/infra.git").owner(""))
                .isNotEqualTo(followed("git@git.example.no:ops/other.git").owner("apps"));
    }

    private static FollowedRevision followed(String url) {
        return new FollowedRevision(url, "HEAD", "refs/heads/main", "0123456789");
    }
}
