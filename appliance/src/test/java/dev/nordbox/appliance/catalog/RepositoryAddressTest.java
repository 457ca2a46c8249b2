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
        "https://github.com/team/shop,            ssh://git@ssh.github.com:443/team/shop.git, true",
        "git@gitlab.com:team/shop,                ssh://git@altssh.gitlab.com:443/team/shop, true",
        "https://git.example/scm/team/shop.git,   ssh://git@git.example:7999/team/shop.git, true",
        "https://git.example/scm/team/shop.git,   https://git.example/team/shop,      false",
        "https://[2001:db8::1]/team/shop,         ssh://git@[2001:DB8::1]:2222/team/shop.git, true",
        "https://[2001:db8::1]/team/shop,         https://[2001:db8::2]/team/shop,    false",
        "https://git.example:3000/team/shop,      https://git.example:4000/team/shop, false",
        "https://dev.azure.com/org/p/_git/shop,   git@ssh.dev.azure.com:v3/org/p/shop, true",
        "https://org@dev.azure.com/org/p/_git/shop, https://org.visualstudio.com/p/_git/shop, true",
        "https://dev.azure.com/org/_git/shop,     https://dev.azure.com/org/shop/_git/shop, true",
        "https://dev.azure.com/org/p/_git/shop,   https://dev.azure.com/org/q/_git/shop, false",
        "https://git.example/te%61m//shop,        git@git.example.:team/shop,          true",
        "https://git.example/team/my%20shop,      https://git.example/team/my shop,    false",
        "git@[2001:db8::1]:team/shop,             https://[2001:db8::1]/team/shop,     true",
        "https://org.visualstudio.com/DefaultCollection/p/_git/shop, org@vs-ssh.visualstudio.com:v3/org/p/shop, true",
    })
    void theWayThereDoesNotMatter(String one, String other, boolean same) {
        assertThat(RepositoryAddress.of(one).equals(RepositoryAddress.of(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example/team/shop,           git@git.internal:team/shop,          true",
        "https://git.example/bitbucket/scm/t/shop, ssh://git@git.example:7999/t/shop,  true",
        "https://git.example:8443/team/shop,      git@git.example:team/shop,           true",
        "https://git.example/team/shop,           git@git.example:team/shop,           false",
        "https://git.example/team/shop,           https://git.example/web/shop,        false",
        "https://git.example/shop,                https://git.other/shop,              true",
    })
    void oneOwnerAndNameElsewhereMayBeTheSame(String one, String other, boolean maybe) {
        assertThat(RepositoryAddress.of(one).mayBe(RepositoryAddress.of(other))).isEqualTo(maybe);
    }
}
