package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.control.Repositories.Wanted;
import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.JGitSource;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of this machine, each asked all the time. */
class FollowedRepositoriesTest {

    private static final long PLENTY = 1L << 30;

    @TempDir Path directory;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestRepository root;
    private TestRepository shop;
    private RepositoryPoll rootPoll;
    private FollowedRepositories repositories;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
    }

    @BeforeEach
    void start() {
        root = new TestRepository(directory.resolve("root.git"));
        root.write("a.yaml", "root").commit();
        shop = new TestRepository(directory.resolve("shop.git"));
        shop.write("a.yaml", "one").commit();
        follow(urls -> GitAccess.open(urls.get(0)), PLENTY);
    }

    private void follow(Logins logins, long room) {
        rootPoll =
                new RepositoryPoll(
                        root.url(),
                        Pace.about(Duration.ofMillis(20)),
                        open ->
                                open.isPresent()
                                        ? open.get()
                                        : JGitSource.open(
                                                GitAccess.open(GitUrl.parse(root.url())),
                                                directory.resolve("mirror")),
                        new RepositoryPoll.Listener() {
                            @Override
                            public void arrived(String targetRevision, Checkout checkout) {
                                told.add(targetRevision);
                            }

                            @Override
                            public void problemChanged() {
                                told.add("problem");
                            }
                        },
                        Clock.systemUTC());
        rootPoll.want("main");
        rootPoll.start();
        repositories =
                new FollowedRepositories(
                        root.url(),
                        "main",
                        rootPoll,
                        logins,
                        Hosts.anywhere(),
                        space(room),
                        Duration.ofMillis(20),
                        Clock.systemUTC());
        repositories.onChange(told::add);
    }

    private void restart(Logins logins, long room) {
        close();
        follow(logins, room);
    }

    @AfterEach
    void close() {
        repositories.close();
        rootPoll.close();
    }

    @Test
    void aCommitOfAnotherRepositoryArrivesAndTheNextOneToo() throws Exception {
        await().until(() -> at(shop, "main").checkout().isPresent());
        assertThat(file(at(shop, "main"))).isEqualTo("one");
        assertThat(told).contains(shop.url());

        String commit = shop.write("a.yaml", "two").commit();
        await().until(
                        () ->
                                at(shop, "main")
                                        .checkout()
                                        .filter(c -> c.commit().equals(commit))
                                        .isPresent());
        assertThat(file(at(shop, "main"))).isEqualTo("two");
    }

    @Test
    void theOthersAreToldRevisionByRevision() {
        shop.tag("v1", shop.head("main"));
        await().until(() -> at(shop, "v1").checkout().isPresent());
        repositories.at(new Wanted(shop.url(), "gone"));

        await().untilAsserted(
                        () ->
                                assertThat(repositories.statuses())
                                        .extracting(
                                                RepositoryStatus::url,
                                                RepositoryStatus::targetRevision,
                                                status -> status.revision().isPresent(),
                                                status -> status.problem().isPresent())
                                        .containsExactlyInAnyOrder(
                                                tuple(shop.url(), "v1", true, false),
                                                tuple(shop.url(), "gone", false, true)));
    }

    @Test
    void oneThatMayBeAnotherAndCannotBeReachedSaysHowToMakeThemOne() {
        String internal =
                root.url().replace("root.git", "")
                        + "internal/"
                        + directory.getFileName()
                        + "/root.git";
        Wanted byAnotherName = new Wanted(internal, "main");
        await().until(() -> repositories.at(byAnotherName).problem().isPresent());

        assertThat(repositories.at(byAnotherName).problem().orElseThrow())
                .contains("if it is the repository " + root.url())
                .contains("write that URL here, too");
    }

    @Test
    void severalRevisionsOfARepositoryLieInOneMirror() throws Exception {
        shop.tag("v1", shop.head("main"));
        shop.write("a.yaml", "two").commit();
        await().until(() -> at(shop, "v1").checkout().isPresent());
        await().until(() -> at(shop, "HEAD").checkout().isPresent());
        assertThat(file(at(shop, "v1"))).isEqualTo("one");
        assertThat(file(at(shop, "HEAD"))).isEqualTo("two");
        assertThat(mirrors()).hasSize(2); // with its lock
    }

    @Test
    void anotherRevisionOfTheRootsRepositoryComesByTheRootsOwnPoll() throws Exception {
        root.write("a.yaml", "released").commit("release");
        await().until(() -> at(root, "release").checkout().isPresent());
        assertThat(file(at(root, "release"))).isEqualTo("released");
        assertThat(directory.resolve("mirrors")).doesNotExist();
        assertThat(told).contains("release");
    }

    @Test
    void aRepositoryThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        restart(
                urls -> {
                    if (urls.get(0).path().contains("slow")) {
                        try {
                            forever.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return GitAccess.open(urls.get(0));
                },
                PLENTY);
        Wanted slow = new Wanted("file://" + directory.resolve("slow.git"), "main");
        assertThat(repositories.at(slow).pending()).isTrue();
        await().until(() -> at(shop, "main").checkout().isPresent());
        assertThat(repositories.at(slow).pending()).isTrue();
    }

    @Test
    void whatWasFetchedIsThereAfterARestartWhileTheRepositoryIsGone() throws Exception {
        await().until(() -> at(shop, "main").checkout().isPresent());
        Files.move(shop.directory(), directory.resolve("away.git"));
        restart(urls -> GitAccess.open(urls.get(0)), PLENTY);
        await().until(() -> at(shop, "main").checkout().isPresent());
        assertThat(file(at(shop, "main"))).isEqualTo("one");
        await().until(
                        () ->
                                at(shop, "main")
                                        .problem()
                                        .filter(why -> why.contains("check the path"))
                                        .isPresent());
    }

    @Test
    void soIsARevisionThatIsNamedAfterTheFirstPoll() throws Exception {
        root.tag("v1", root.head("main"));
        await().until(() -> at(root, "v1").checkout().isPresent());
        Files.move(root.directory(), directory.resolve("away.git"));
        restart(urls -> GitAccess.open(urls.get(0)), PLENTY);
        await().until(() -> rootPoll.want("main").problem().isPresent());
        await().until(() -> at(root, "v1").checkout().isPresent());
    }

    @Test
    void anotherKeyIsUsedWithoutFetchingAnew() throws Exception {
        await().until(() -> at(shop, "main").checkout().isPresent());
        var before = at(shop, "main").checkout();
        restart(
                urls -> {
                    throw new GitException(Reason.SETUP, "there is no key", "make one");
                },
                PLENTY);
        await().until(() -> at(shop, "main").problem().isPresent());
        assertThat(at(shop, "main").problem()).contains("there is no key; make one");
        restart(urls -> GitAccess.open(urls.get(0)), PLENTY);
        await().until(() -> at(shop, "main").checkout().isPresent());
        assertThat(at(shop, "main").checkout().map(c -> c.commit()))
                .isEqualTo(before.map(c -> c.commit()));
    }

    @Test
    void aMirrorThatNobodyUsesIsRemoved() throws Exception {
        await().until(() -> at(shop, "main").checkout().isPresent());
        repositories.keepOnly(Set.of(new Wanted(shop.url(), "main")));
        assertThat(mirrors()).isNotEmpty();

        await().until(
                        () -> {
                            repositories.keepOnly(Set.of());
                            return mirrors().isEmpty();
                        });
        assertThat(rootPoll.want("main").pending()).as("the root's own stays").isFalse();
    }

    @Test
    void aRepositoryHasOneMirrorWhateverTheSpelling() {
        MirrorSpace space = space(PLENTY);
        assertThat(space.of(RepositoryAddress.of("https://git.example/team/Shop.git")))
                .isEqualTo(space.of(RepositoryAddress.of("git@git.example:team/shop")))
                .isNotEqualTo(space.of(RepositoryAddress.of("git@git.example:other/shop")));
    }

    @Test
    void aRepositoryThatOutgrowsItsShareCostsItsOwnApplicationsOnly() throws Exception {
        restart(urls -> GitAccess.open(urls.get(0)), 25 << 20);
        TestRepository big = new TestRepository(directory.resolve("big.git"));
        String first = big.write("noise", noise(1)).commit();
        await().until(() -> at(big, "main").checkout().isPresent());

        big.write("noise", noise(2)).commit();

        await().until(() -> at(big, "main").problem().isPresent());
        assertThat(at(big, "main").problem().orElseThrow())
                .contains("more than the 0 MiB that there is room for", "make its newest commit");
        assertThat(at(big, "main").checkout().orElseThrow().commit())
                .as("the last one stays in use")
                .isEqualTo(first);
        await().until(() -> at(shop, "main").checkout().isPresent());
        String next = shop.write("a.yaml", "two").commit();
        await().until(() -> at(shop, "main").checkout().orElseThrow().commit().equals(next));
        assertThat(at(shop, "main").problem()).isEmpty();
    }

    /** More than half of what is common, and not to be packed. */
    private static String noise(int seed) {
        byte[] bytes = new byte[9 << 20];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private MirrorSpace space(long room) {
        return new MirrorSpace(directory.resolve("mirrors"), room, 100, FreeDisk.of(directory));
    }

    private Sighting at(TestRepository repository, String revision) {
        return repositories.at(new Wanted(repository.url(), revision));
    }

    private static String file(Sighting sighting) throws Exception {
        return new String(sighting.checkout().orElseThrow().tree().read("a.yaml"));
    }

    private List<Path> mirrors() throws Exception {
        try (var files = Files.list(directory.resolve("mirrors"))) {
            return files.toList();
        }
    }
}
