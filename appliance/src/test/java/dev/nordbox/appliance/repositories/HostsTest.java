package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

    private final Hosts hosts = Hosts.elsewhere();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git@git.example:team/x",
                "https://git.example/team/x",
                "https://team@dev.azure.com/team/x/_git/x",
                "ssh://git@[2001:db8::1]:22/team/x",
                "https://10.0.0.5/team/x",
                "https://localhost.example/team/x"
            })
    void anotherMachineMayBeNamed(String url) {
        assertThat(hosts.objection(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///var/lib/nordbox/git/id_ed25519",
                "/etc",
                "http://git.example/team/x",
                "https://user:hunter2@git.example/team/x",
                "https://localhost/x",
                "ssh://git@LOCALHOST/x",
                "git@127.0.0.1:x",
                "https://127.1.2.3:6443/x",
                "https://169.254.169.254/latest",
                "https://0.0.0.0/x",
                "https://[::1]/x",
                "https://[fe80::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://git.example/team/x\nHost: evil",
                "--upload-pack=touch"
            })
    void thisMachineAndWhatProvesNothingMayNot(String url) {
        assertThat(hosts.objection(url)).isPresent();
        assertThat(hosts.objection(url).orElseThrow()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.1/x", "https://2130706433/x", "https://localhost/x"})
    void aNameThatLeadsHereIsRefusedBeforeItIsCalled(String url) {
        assertThatThrownBy(() -> hosts.check(GitUrl.parse(url)))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("this machine or its own link");
    }

    @Test
    void theUserInAnHttpsUrlIsNoPartOfIt() {
        assertThat(Hosts.parse("https://team@dev.azure.com/team/x/_git/x").toString())
                .isEqualTo("https://dev.azure.com/team/x/_git/x");
    }
}
