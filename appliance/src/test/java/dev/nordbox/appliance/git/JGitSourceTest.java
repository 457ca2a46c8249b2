package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JGitSourceTest {

    @TempDir Path directory;
    private TestRepository remote;

    @BeforeEach
    void emptyRemote() {
        remote = new TestRepository(directory.resolve("remote.git"));
    }

    @AfterEach
    void closeRemote() {
        remote.close();
    }

    @Test
    void headIsFetchedAndItsFilesAreRead() throws Exception {
        String commit = remote.write("apps/web.yaml", "kind: Service").commit();
        try (GitSource source = source("HEAD")) {
            Revision revision = source.fetch();
            assertThat(revision).isEqualTo(new Revision(commit, "refs/heads/main"));
            assertThat(text(source, revision, "apps/web.yaml")).isEqualTo("kind: Service");
        }
    }

    @Test
    void newCommitIsSeenAndTheOldOneStaysReadable() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
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
        try (GitSource source = source("main")) {
            for (int i = 0; i < 12; i++) {
                String commit = remote.write("n.yaml", "n: " + i).commit();
                assertThat(source.fetch().commit()).isEqualTo(commit);
            }
        }
    }

    @Test
    void mirrorDoesNotGrowWithTheNumberOfCommits() throws Exception {
        remote.write("kept.yaml", "always");
        try (GitSource source = source("main")) {
            for (int i = 0; i < 60; i++) {
                remote.write("n.yaml", "n: " + i).commit();
                Revision revision = source.fetch();
                assertThat(text(source, revision, "n.yaml")).isEqualTo("n: " + i);
            }
            assertThat(text(source, source.fetch(), "kept.yaml")).isEqualTo("always");
        }
        assertThat(mirrorFiles()).filteredOn(file -> file.contains(".pack ")).hasSizeLessThan(20);
        try (GitSource source = source("main")) {
            assertThat(source.lastFetched()).isPresent();
        }
    }

    @Test
    void forcedPushBackIsFollowed() throws Exception {
        String first = remote.write("a.yaml", "one").commit();
        remote.write("a.yaml", "two").commit();
        try (GitSource source = source("main")) {
            source.fetch();
            remote.point("refs/heads/main", first);
            assertThat(source.fetch().commit()).isEqualTo(first);
        }
    }

    @Test
    void pollWithoutNewsWritesNothing() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
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
        try (JGitSource source = source("main")) {
            source.fetch();
            assertThatThrownBy(() -> source.tree(new Revision(old, "main")))
                    .isInstanceOf(GitException.class);
        }
    }

    @Test
    void lastRevisionSurvivesARestartWithoutTheRemote() throws Exception {
        remote.write("a.yaml", "one").commit();
        Revision revision;
        try (GitSource source = source("main")) {
            revision = source.fetch();
        }
        Files.move(directory.resolve("remote.git"), directory.resolve("gone.git"));
        try (GitSource source = source("main")) {
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
    void lastRevisionOfAnotherWishIsNotTakenForOurs() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
            source.fetch();
        }
        try (GitSource source = source("production")) {
            assertThat(source.lastFetched()).isEmpty();
        }
    }

    @Test
    void annotatedTagStandsForItsCommit() throws Exception {
        String commit = remote.write("a.yaml", "one").commit();
        remote.tag("v1.0.0", commit);
        remote.write("a.yaml", "two").commit();
        try (GitSource source = source("v1.0.0")) {
            assertThat(source.fetch()).isEqualTo(new Revision(commit, "refs/tags/v1.0.0"));
        }
    }

    @Test
    void aBranchNamedLikeARangeIsFoundWhenNoTagFits() throws Exception {
        remote.write("motd.yaml", "text: hello").commit();
        String commit = remote.write("motd.yaml", "text: hei").commit("1.x");
        try (GitSource source = source("1.x")) {
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
        try (GitSource source = source("1.*")) {
            assertThat(source.fetch()).isEqualTo(new Revision(newer, "refs/tags/v1.10.0"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 10, 7})
    void commitIsFoundByItsIdOrTheBeginningOfIt(int digits) throws Exception {
        String commit = remote.write("a.yaml", "one").commit();
        remote.write("a.yaml", "two").commit();
        try (GitSource source = source(commit.substring(0, digits))) {
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
        try (GitSource source = source(wish)) {
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
        try (GitSource source = source(wish)) {
            assertThatThrownBy(source::fetch).isInstanceOf(GitException.class);
            Path untouched = Files.createFile(directory.resolve("mirror/objects/untouched"));

            assertThatThrownBy(source::fetch).isInstanceOf(GitException.class);
            assertThat(untouched).exists();

            remote.write("a.yaml", "two").commit();
            assertThatThrownBy(source::fetch).isInstanceOf(GitException.class);
            assertThat(untouched).doesNotExist();
        }
    }

    @Test
    void branchAndTagOfOneNameAreNotGuessed() throws Exception {
        String commit = remote.write("a.yaml", "one").commit("release");
        remote.write("a.yaml", "two").commit("release");
        remote.tag("release", commit);
        try (GitSource source = source("release")) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.remedy()).contains("refs/tags/release"));
        }
        try (GitSource source = source("refs/tags/release")) {
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
    }

    @Test
    void emptyRepositoryHasNoHead() throws Exception {
        try (GitSource source = source("HEAD")) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REVISION_NOT_FOUND));
        }
    }

    @Test
    void mirrorOfAnotherRepositoryIsMadeAnew() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
            source.fetch();
        }
        try (TestRepository other = new TestRepository(directory.resolve("other.git"))) {
            String commit = other.write("b.yaml", "other").commit();
            GitAccess access = GitAccess.open(GitUrl.parse(other.url()), "main");
            try (GitSource source = JGitSource.open(access, mirror())) {
                assertThat(source.lastFetched()).isEmpty();
                assertThat(source.fetch().commit()).isEqualTo(commit);
            }
        }
    }

    @Test
    void mirrorWithALostPackIsMadeAnewAtTheStart() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
            source.fetch();
        }
        deleteObjects();
        try (GitSource source = source("main")) {
            assertThat(source.lastFetched()).isEmpty();
            assertThat(text(source, source.fetch(), "a.yaml")).isEqualTo("one");
        }
    }

    @Test
    void mirrorDamagedWhileInUseIsMadeAnewByTheNextFetch() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
            Revision revision = source.fetch();
            deleteObjects();
            assertThatThrownBy(() -> text(source, revision, "a.yaml"))
                    .isInstanceOfAny(IOException.class, GitException.class);
            assertThat(text(source, source.fetch(), "a.yaml")).isEqualTo("one");
        }
    }

    @Test
    void locksAndHalfPacksOfAKilledProcessDoNotBlock() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
            source.fetch();
        }
        Files.writeString(mirror().resolve("config.lock"), "");
        Files.writeString(mirror().resolve("shallow.lock"), "");
        Files.writeString(mirror().resolve("refs/nordbox/target.lock"), "");
        Files.writeString(mirror().resolve("objects/incoming_1.pack"), "half");
        String commit = remote.write("a.yaml", "two").commit();
        try (GitSource source = source("main")) {
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
        assertThat(mirror().resolve("objects/incoming_1.pack")).doesNotExist();
    }

    @Test
    void mirrorInUseIsNotShared() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (GitSource source = source("main")) {
            assertThatThrownBy(() -> source("main")).hasMessageContaining("another controller");
            assertThat(source.fetch().commit()).isNotEmpty();
        }
        source("main").close();
    }

    @Test
    void directoryThatIsNoMirrorIsMovedAsideNotDeleted() throws Exception {
        remote.write("a.yaml", "one").commit();
        Files.createDirectories(mirror());
        Files.writeString(mirror().resolve("thesis.txt"), "years of work");
        try (GitSource source = source("main")) {
            source.fetch();
        }
        assertThat(directory.resolve("mirror.aside/thesis.txt")).hasContent("years of work");
    }

    @Test
    void repositoryThatIsNotThereIsSaid() throws Exception {
        GitAccess access =
                GitAccess.open(GitUrl.parse("file://" + directory.resolve("nowhere")), "main");
        try (GitSource source = JGitSource.open(access, mirror())) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REPOSITORY_NOT_FOUND));
        }
    }

    private JGitSource source(String wish) throws GitException {
        return JGitSource.open(GitAccess.open(GitUrl.parse(remote.url()), wish), mirror());
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    private static String text(GitSource source, Revision revision, String path)
            throws IOException, GitException {
        return new String(source.tree(revision).read(path), StandardCharsets.UTF_8);
    }

    private void deleteObjects() throws IOException {
        try (Stream<Path> files = Files.walk(mirror().resolve("objects"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<String> mirrorFiles() throws IOException {
        try (Stream<Path> files = Files.walk(mirror(), FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
