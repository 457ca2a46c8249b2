package dev.nordbox.appliance.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of each forge's message that name the repository, as its documentation shows them. */
class PushedRepositoryTest {

    private static final String GITHUB =
            """
            {"ref": "refs/heads/main",
             "repository": {"id": 1, "name": "infra", "full_name": "Ops/infra",
               "html_url": "https://github.com/Ops/infra", "url": "https://github.com/Ops/infra",
               "git_url": "git://github.com/Ops/infra.git", "ssh_url": "git@github.com:Ops/infra.git",
               "clone_url": "https://github.com/Ops/infra.git", "owner": {"name": "Ops"}},
             "pusher": {"name": "kari"}}
            """;
    private static final String GITLAB =
            """
            {"object_kind": "push", "ref": "refs/heads/main", "user_username": "kari",
             "project": {"id": 15, "name": "Infra", "web_url": "https://gitlab.example.no/ops/infra",
               "git_ssh_url": "git@gitlab.example.no:ops/infra.git",
               "git_http_url": "https://gitlab.example.no/ops/infra.git",
               "path_with_namespace": "ops/infra", "default_branch": "main"},
             "commits": [], "total_commits_count": 0,
             "repository": {"name": "Infra", "url": "git@gitlab.example.no:ops/infra.git",
               "homepage": "https://gitlab.example.no/ops/infra"}}
            """;
    private static final String FORGEJO =
            """
            {"ref": "refs/heads/main", "compare_url": "",
             "repository": {"id": 7, "name": "infra", "full_name": "ops/infra",
               "html_url": "https://git.example.no/ops/infra",
               "ssh_url": "ssh://git@git.example.no:2222/ops/infra.git",
               "clone_url": "https://git.example.no/ops/infra.git"}}
            """;
    private static final String BITBUCKET_CLOUD =
            """
            {"push": {"changes": []},
             "repository": {"type": "repository", "name": "infra", "full_name": "ops/infra",
               "links": {"html": {"href": "https://bitbucket.org/ops/infra"},
                         "self": {"href": "https://api.bitbucket.org/2.0/repositories/ops/infra"}}}}
            """;
    private static final String BITBUCKET_SERVER =
            """
            {"eventKey": "repo:refs_changed",
             "repository": {"slug": "infra", "name": "infra", "project": {"key": "OPS"},
               "links": {"clone": [
                 {"href": "https://bitbucket.example.no/scm/ops/infra.git", "name": "http"},
                 {"href": "ssh://git@bitbucket.example.no:7999/ops/infra.git", "name": "ssh"}],
                "self": [{"href": "https://bitbucket.example.no/projects/OPS/repos/infra/browse"}]}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {GITHUB, GITLAB, FORGEJO, BITBUCKET_CLOUD, BITBUCKET_SERVER})
    void everyWayToReachTheRepositoryIsTheRepository(String message) {
        PushedRepository pushed = read(message);

        assertThat(pushed.mayBe("git@git.example.no:ops/infra.git")).isTrue();
        assertThat(pushed.mayBe("ssh://git@ssh.github.com:443/Ops/infra.git")).isTrue();
        assertThat(pushed.mayBe("https://git.example.no/ops/infra")).isTrue();
        assertThat(pushed.mayBe("https://git.example.no/scm/ops/infra.git")).isTrue();
        assertThat(pushed.mayBe("ssh://git@[2001:db8::7]:2222/ops/infra.git")).isTrue();
        assertThat(pushed.mayBe("git@[2001:db8::7]:ops/infra.git")).isTrue();
        assertThat(pushed.mayBe("https://git.example.no/ops/website")).isFalse();
        assertThat(pushed.mayBe("https://git.example.no/dev/infra")).isFalse();
    }

    @Test
    void aMessageThatNamesNoneMayMeanAny() {
        assertThat(read("{\"ref\": \"refs/heads/main\"}").mayBe("https://host/a/b")).isTrue();
        assertThat(read("deploy now").mayBe("https://host/a/b")).isTrue();
    }

    @Test
    void aForgeInOnesOwnWordsIsUnderstoodByItsUrl() {
        PushedRepository pushed = read("{\"repository\": {\"url\": \"https://host/a/b.git\"}}");
        assertThat(pushed.mayBe("git@host:a/b.git")).isTrue();
        assertThat(pushed.mayBe("git@host:a/c.git")).isFalse();
    }

    private static PushedRepository read(String message) {
        return PushedRepository.of(message.getBytes(StandardCharsets.UTF_8));
    }
}
