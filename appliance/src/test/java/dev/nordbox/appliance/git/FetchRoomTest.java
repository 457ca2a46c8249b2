package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack comes as far as there is room for it. */
class FetchRoomTest {

    private static final long MIB = 1L << 20;

    @TempDir Path directory;
    private TestRepository remote;
    private InProcessGitServer server;
    private GitAccess access;
    private boolean given;

    @BeforeEach
    void startHost() throws Exception {
        remote = new TestRepository(directory.resolve("big.git"));
        byte[] noise = new byte[(int) (6 * MIB)];
        new Random(7).nextBytes(noise);
        remote.write("big", Base64.getEncoder().encodeToString(noise)).commit();
        KeyPair key = InProcessGitServer.newKey();
        server = new InProcessGitServer(directory, key.getPublic());
        Path knownHosts = directory.resolve("known_hosts");
        Files.writeString(knownHosts, server.knownHostsLine());
        access =
                new GitAccess(
                        GitUrl.parse("ssh://git@127.0.0.1:" + server.port() + "/big.git"),
                        new GitLogin.KeyFile(
                                InProcessGitServer.writePrivate(key, directory.resolve("key"))),
                        KnownHosts.in(knownHosts),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5));
    }

    @AfterEach
    void stopHost() throws Exception {
        server.close();
        remote.close();
    }

    @Test
    void itComesInStepsAndGivesBackWhatItHeld() throws Exception {
        try (OneRevision source = source(granting(4 * MIB, 4 * MIB, 4 * MIB))) {
            Revision revision = source.fetch();
            assertThat(source.tree(revision).read("big")).hasSize((int) (8 * MIB));
            assertThat(given).isTrue();
        }
    }

    @Test
    void whatIsMoreThanThereIsRoomForEndsThere() throws Exception {
        try (OneRevision source = source(granting(4 * MIB))) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                    .hasMessageContaining("sends more than the 4 MiB that there is room for");
            assertThat(given).isTrue();
        }
    }

    @Test
    void nothingComesWithoutRoomOrWhileTheDiskDoesNotSay() throws Exception {
        FreeDisk full = new FreeDisk(directory, () -> 500 * MIB);
        FreeDisk silent =
                new FreeDisk(
                        directory,
                        () -> {
                            throw new IOException("no such device");
                        });
        refused(full, "500 MiB free, and 512 MiB stay free");
        refused(silent, "is not known: no such device");
        try (OneRevision source = source(granting())) {
            assertThatThrownBy(source::fetch).hasMessageContaining("the 0 MiB");
        }
        try (OneRevision source = source(MirrorRoom.of(new FreeDisk(directory, () -> 1L << 40)))) {
            assertThat(source.fetch()).isNotNull();
        }
    }

    private void refused(FreeDisk disk, String words) throws Exception {
        try (OneRevision source = source(MirrorRoom.of(disk))) {
            assertThatThrownBy(source::fetch)
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e -> {
                                assertThat(e.reason()).isEqualTo(Reason.MIRROR);
                                assertThat(e.remedy()).isNotEmpty();
                            })
                    .hasMessageContaining("nothing is fetched from")
                    .hasMessageContaining(words);
        }
    }

    private OneRevision source(MirrorRoom room) throws GitException {
        return OneRevision.open(access, "main", directory.resolve("mirror"), room);
    }

    private MirrorRoom granting(Long... steps) {
        Deque<Long> left = new ArrayDeque<>(List.of(steps));
        return () ->
                new MirrorRoom.Reservation() {
                    @Override
                    public long more() {
                        return left.isEmpty() ? 0 : left.remove();
                    }

                    @Override
                    public void close() {
                        given = true;
                    }
                };
    }
}
