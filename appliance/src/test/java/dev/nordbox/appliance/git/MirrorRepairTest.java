package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a mirror outlives, and what it is made anew for. */
class MirrorRepairTest extends GitSourceFixture {

    @Test
    void mirrorDoesNotGrowWithTheNumberOfCommits() throws Exception {
        remote.write("kept.yaml", "always");
        try (OneRevision source = source("main")) {
            for (int i = 0; i < 60; i++) {
                remote.write("n.yaml", "n: " + i).commit();
                Revision revision = source.fetch();
                assertThat(text(source, revision, "n.yaml")).isEqualTo("n: " + i);
            }
            assertThat(text(source, source.fetch(), "kept.yaml")).isEqualTo("always");
        }
        assertThat(mirrorFiles()).filteredOn(file -> file.contains(".pack ")).hasSizeLessThan(20);
        assertThat(mirror().resolve("shallow")).content().hasLineCount(1);
        try (OneRevision source = source("main")) {
            assertThat(source.lastFetched()).isPresent();
        }
    }

    @Test
    void branchThatGoesBackAndOnAgainIsFollowed() throws Exception {
        remote.write("kept.yaml", "always").commit();
        String early = remote.write("n.yaml", "early").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
            String late = remote.write("n.yaml", "late").commit();
            for (int i = 0; i < 55; i++) {
                remote.write("n.yaml", "n: " + i).commit();
                source.fetch();
                remote.point("refs/heads/main", i % 2 == 0 ? early : late);
                assertThat(text(source, source.fetch(), "n.yaml")).isIn("early", "late");
            }
            assertThat(text(source, source.fetch(), "kept.yaml")).isEqualTo("always");
        }
        assertThat(mirror().resolve("shallow")).content().hasLineCount(1);
    }

    @Test
    void longListOfAnEarlierTimeIsShortenedByTheNextFetch() throws Exception {
        remote.write("a.yaml", "zero").commit();
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
        }
        Path shallow = mirror().resolve("shallow");
        Files.writeString(
                shallow,
                IntStream.range(0, 1_000)
                        .mapToObj("%040x\n"::formatted)
                        .collect(Collectors.joining("", Files.readString(shallow), "")));
        remote.write("a.yaml", "two").commit();
        try (OneRevision source = source("main")) {
            String commit = source.fetch().commit();
            assertThat(shallow).hasContent(commit);
        }
    }

    @Test
    void mirrorOfAnotherRepositoryIsMadeAnew() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
        }
        try (TestRepository other = new TestRepository(directory.resolve("other.git"))) {
            String commit = other.write("b.yaml", "other").commit();
            GitAccess access = GitAccess.open(GitUrl.parse(other.url()));
            try (OneRevision source = OneRevision.open(access, "main", mirror())) {
                assertThat(source.lastFetched()).isEmpty();
                assertThat(source.fetch().commit()).isEqualTo(commit);
            }
        }
    }

    @Test
    void mirrorWithALostPackIsMadeAnewAtTheStart() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
            source.fetch();
        }
        deleteObjects();
        try (OneRevision source = source("main")) {
            assertThat(source.lastFetched()).isEmpty();
            assertThat(text(source, source.fetch(), "a.yaml")).isEqualTo("one");
        }
    }

    @Test
    void mirrorDamagedWhileInUseIsMadeAnewByTheNextFetch() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
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
        try (OneRevision source = source("main")) {
            source.fetch();
        }
        Files.writeString(mirror().resolve("config.lock"), "");
        Files.writeString(mirror().resolve("shallow.lock"), "");
        Files.writeString(mirror().resolve("refs/nordbox/target.lock"), "");
        Files.writeString(mirror().resolve("objects/incoming_1.pack"), "half");
        String commit = remote.write("a.yaml", "two").commit();
        try (OneRevision source = source("main")) {
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
        assertThat(mirror().resolve("objects/incoming_1.pack")).doesNotExist();
    }

    @Test
    void mirrorInUseIsNotShared() throws Exception {
        remote.write("a.yaml", "one").commit();
        try (OneRevision source = source("main")) {
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
        try (OneRevision source = source("main")) {
            source.fetch();
        }
        assertThat(directory.resolve("mirror.aside/thesis.txt")).hasContent("years of work");
    }
}
