package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nordbox.appliance.git.GitUrl.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {

    @ParameterizedTest
    @CsvSource({
        "git@github.com:org/repo.git, SSH, git, github.com, 22, org/repo.git",
        "github.com:org/repo.git, SSH, '', github.com, 22, org/repo.git",
        "ssh://git@host/org/repo.git, SSH, git, host, 22, /org/repo.git",
        "ssh://git@host:2222/org/repo.git, SSH, git, host, 2222, /org/repo.git",
        "ssh://git@[::1]:2222/r.git, SSH, git, [::1], 2222, /r.git",
        "git@[2001:db8::1]:team/r.git, SSH, git, [2001:db8::1], 22, team/r.git",
        "'[::1]:r.git', SSH, '', [::1], 22, r.git",
        "https://host/org/.github, HTTPS, '', host, 443, /org/.github",
        "https://host/org/My%20Project, HTTPS, '', host, 443, /org/My%20Project",
        "https://host/org/repo, HTTPS, '', host, 443, /org/repo",
        "https://host:8443/org/repo, HTTPS, '', host, 8443, /org/repo",
        "file:///srv/repo.git, FILE, '', '', 0, /srv/repo.git",
    })
    void formsAreRead(String text, Scheme scheme, String user, String host, int port, String path) {
        assertThat(GitUrl.parse(text)).isEqualTo(new GitUrl(scheme, user, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "repo",
                "/srv/repo.git",
                "C:/repo",
                "http://host/repo",
                "git://host/repo",
                "ext::sh -c id",
                "ssh://host",
                "ssh:///path",
                "ssh://-oProxyCommand=id/path",
                "git@host:-upload",
                "-oX@host:path",
                "https://host:0/x",
                "https://host:99999/x",
                "file://host/path",
                "https://host/a\nb",
                "https://host/a b",
                "git@[2001:db8::1:team/r.git",
                "https://host/team/../other/r",
                "https://host/team/%2E%2e/other/r",
                "https://host/team%2fr",
                "git@host:../other/r",
                "ssh://git@host/team/./r",
                "ssh://git@host/team/..",
            })
    void otherFormsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GitUrl.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:hunter2@host/r",
                "https://hunter2@host/r",
                "ssh://u:hunter2@host/r"
            })
    void passwordInTheUrlIsRefusedAndNotRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GitUrl.parse(text))
                .withMessageContaining("take it out")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void twoSpellingsOfOneSshUrlPrintAlike() {
        assertThat(GitUrl.parse("git@host:org/r.git")).hasToString("ssh://git@host/org/r.git");
    }
}
