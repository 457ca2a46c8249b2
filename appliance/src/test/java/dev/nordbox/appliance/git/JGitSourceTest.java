package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.GitException.Reason;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class JGitSourceTest extends GitSourceFixture {

    @Test
    void headIsFetchedAndItsFilesAreRead() throws Exception {
        String commit = remote.write("apps/web.yaml", "kind: Service").commit();
        try (OneRevision source = source("HEAD")) {
            Revision revision = source.fetch();
            assertThat(revision).isEqualTo(new Revision(commit, "refs/heads/main"));
            assertThat(text(source, revision, "apps/web.yaml")).isEqualTo("kind: Service");
        }
    }

    @Test
    void newCommitIsSeenAndTheOldOneStaysReadable() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
            Revision first = source.fetch();
            remote.write("a.yaml", "two").write("b.yaml", "new").commit();
            Revision second = source.fetch();
            assertThat(second).isNotEqualTo(first);
            assertThat(text(source, second, "a.yaml")).isEqualTo("two");
            assertThat(text(source, second, "b.yaml")).isEqualTo("new");
            assertThat(text(source, first, "a.yaml")).isEqualTo("one");
        }
    }

    @Test
    void manyCommitsInARowAreEachFetched() throws Exception {
        try (OneRevision source = source("main")) {
            for (int i = 0; i < 12; i++) {
                String commit = remote.write("n.yaml", "n: " + i).commit();
                assertThat(source.fetch().commit()).isEqualTo(commit);
            }
        }
    }

    @Test
    void forcedPushBackIsFollowed() throws Exception {
        String first = remote.write("a.yaml", "one").commit();
        remote.write("a.yaml", "two").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
            remote.point("refs/heads/main", first);
            assertThat(source.fetch().commit()).isEqualTo(first);
        }
    }

    @Test
    void pollWithoutNewsWritesNothing() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
            List<String> before = mirrorFiles();
            source.fetch();
            assertThat(mirrorFiles()).isEqualTo(before);
        }
    }

    @Test
    void historyIsNotFetched() throws Exception {
        String old = remote.write("a.yaml", "old").commit();
        remote.write("a.yaml", "new").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
            assertThatThrownBy(() -> source.tree(new Revision(old, "main")))
                    .isInstanceOf(GitException.class);
        }
    }

    @Test
    void lastRevisionSurvivesARestartWithoutTheRemote() throws Exception {
        remote.write("a.yaml", "one").commit();
        Revision revision;
        try (OneRevision source = source("main")) {
            revision = source.fetch();
        }
        Files.move(directory.resolve("remote.git"), directory.resolve("gone.git"));
        try (OneRevision source = source("main")) {
            assertThat(source.lastFetched()).contains(revision);
            assertThat(text(source, revision, "a.yaml")).isEqualTo("one");
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REPOSITORY_NOT_FOUND));
            assertThat(source.lastFetched()).contains(revision);
        }
    }

    @Test
    void repositoryThatIsNotThereIsSaid() throws Exception {
        GitAccess access = GitAccess.open(GitUrl.parse("file://" + directory.resolve("nowhere")));
        try (OneRevision source = OneRevision.open(access, "main", mirror())) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REPOSITORY_NOT_FOUND));
        }
    }
}
