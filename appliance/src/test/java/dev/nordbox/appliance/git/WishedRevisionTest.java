package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitSource.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code targetRevision} comes down to. */
class WishedRevisionTest extends GitSourceFixture {

    @Test
    void lastRevisionOfAnotherWishIsNotTakenForOurs() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
        }
        try (OneRevision source = source("production")) {
            assertThat(source.lastFetched()).isEmpty();
        }
    }

    @Test
    void annotatedTagStandsForItsCommit() throws Exception {
        String commit = remote.write("a.yaml", "one").commit();
        remote.tag("v1.0.0", commit);
        remote.write("a.yaml", "two").commit();
        try (OneRevision source = source("v1.0.0")) {
            assertThat(source.fetch()).isEqualTo(new Revision(commit, "refs/tags/v1.0.0"));
        }
    }

    @Test
    void aBranchNamedLikeARangeIsFoundWhenNoTagFits() throws Exception {
        remote.write("motd.yaml", "text: hello").commit();
        String commit = remote.write("motd.yaml", "text: hei").commit("1.x");
        try (OneRevision source = source("1.x")) {
            Revision revision = source.fetch();
            assertThat(revision).isEqualTo(new Revision(commit, "refs/heads/1.x"));
            assertThat(text(source, revision, "motd.yaml")).isEqualTo("text: hei");
        }
    }

    @Test
    void rangePicksTheHighestTag() throws Exception {
        String older = remote.write("a.yaml", "1").commit();
        remote.tag("v1.2.0", older);
        String newer = remote.write("a.yaml", "2").commit();
        remote.tag("v1.10.0", newer);
        remote.tag("v2.0.0", remote.write("a.yaml", "3").commit());
        try (OneRevision source = source("1.*")) {
            assertThat(source.fetch()).isEqualTo(new Revision(newer, "refs/tags/v1.10.0"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 10, 7})
    void commitIsFoundByItsIdOrTheBeginningOfIt(int digits) throws Exception {
        String commit = remote.write("a.yaml", "one").commit();
        remote.write("a.yaml", "two").commit();
        try (OneRevision source = source(commit.substring(0, digits))) {
            Revision revision = source.fetch();
            assertThat(revision.commit()).isEqualTo(commit);
            assertThat(text(source, revision, "a.yaml")).isEqualTo("one");
            assertThat(source.fetch()).isEqualTo(revision);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "9.*", "0123456789", "refs/heads/nowhere"})
    void missingRevisionIsSaid(String wish) throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source(wish)) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REVISION_NOT_FOUND))
                    .hasMessageContaining("'" + wish + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dd9d0e4bdd9d0e4bdd9d0e4bdd9d0e4bdd9d0e4b", "dd9d0e4b"})
    void everythingIsFetchedAgainForAMissingCommitOnlyWhenTheRefsHaveMoved(String wish)
            throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source(wish)) {
            assertThatThrownBy(source::fetch).isInstanceOf(GitException.class);
            Path packs = directory.resolve("mirror-history/objects/pack");
            int once = packs.toFile().list().length;

            assertThatThrownBy(source::fetch).isInstanceOf(GitException.class);
            assertThat(packs.toFile().list()).hasSize(once);

            remote.write("a.yaml", "two").commit();
            assertThatThrownBy(source::fetch).isInstanceOf(GitException.class);
            assertThat(packs.toFile().list()).hasSizeGreaterThan(once);
        }
    }

    @Test
    void branchAndTagOfOneNameAreNotGuessed() throws Exception {
        String commit = remote.write("a.yaml", "one").commit("release");
        remote.write("a.yaml", "two").commit("release");
        remote.tag("release", commit);
        try (OneRevision source = source("release")) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.remedy()).contains("refs/tags/release"));
        }
        try (OneRevision source = source("refs/tags/release")) {
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
    }

    @Test
    void severalRevisionsOfARepositoryShareOneMirror() throws Exception {
        String old = remote.write("a.yaml", "one").commit();
        remote.tag("v1.0.0", old);
        String newer = remote.write("a.yaml", "two").commit();
        Set<String> wanted = Set.of("HEAD", "", "v1.0.0", "nowhere", "0123456", old, "a\nb");
        try (JGitSource source =
                JGitSource.open(GitAccess.open(GitUrl.parse(remote.url())), mirror())) {
            Map<String, Answer> answers = source.fetch(wanted);
            assertThat(answers).containsOnlyKeys(wanted);
            assertThat(commit(answers, "HEAD")).isEqualTo(newer);
            assertThat(commit(answers, "")).isEqualTo(newer);
            assertThat(commit(answers, "v1.0.0")).isEqualTo(old);
            assertThat(commit(answers, old)).isEqualTo(old);
            assertThat(answers.get("nowhere")).isInstanceOf(Answer.Refused.class);
            assertThat(answers.get("0123456")).isInstanceOf(Answer.Refused.class);
            assertThat(answers.get("a\nb")).isInstanceOf(Answer.Refused.class);
            assertThat(source.tree(new Revision(old, "v1.0.0")).read("a.yaml"))
                    .asString()
                    .isEqualTo("one");

            source.fetch(Set.of("v1.0.0"));
            assertThat(source.lastFetched("HEAD")).as("asked for later, perhaps").isPresent();
            source.keepOnly(Set.of("v1.0.0"));
            assertThat(source.lastFetched("HEAD")).isEmpty();
            assertThat(source.lastFetched("v1.0.0")).isPresent();
            assertThat(directory.resolve("mirror-history")).doesNotExist();
        }
    }

    private static String commit(Map<String, Answer> answers, String wanted) {
        return ((Answer.Found) answers.get(wanted)).revision().commit();
    }

    @Test
    void emptyRepositoryHasNoHead() throws Exception {
        try (OneRevision source = source("HEAD")) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REVISION_NOT_FOUND));
        }
    }
}
