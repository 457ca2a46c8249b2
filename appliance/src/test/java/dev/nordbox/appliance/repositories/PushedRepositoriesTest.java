package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.control.Repositories.Wanted;
import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that are hardly ever asked: what arrives, arrives because of a push. */
class PushedRepositoriesTest {

    @TempDir Path directory;
    private TestRepository shop;
    private TestRepository docs;
    private FollowedRepositories repositories;
    private volatile boolean refusing;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
    }

    @BeforeEach
    void follow() {
        shop = new TestRepository(directory.resolve("shop.git"));
        docs = new TestRepository(directory.resolve("docs.git"));
        repositories =
                new FollowedRepositories(
                        "file:///srv/root.git",
                        "main",
                        new NoOtherRevisions(),
                        this::login,
                        Hosts.anywhere(),
                        new MirrorSpace(
                                directory.resolve("mirrors"),
                                1L << 30,
                                100,
                                FreeDisk.of(directory)),
                        Duration.ofHours(1),
                        Clock.systemUTC());
    }

    @AfterEach
    void close() {
        repositories.close();
        shop.close();
        docs.close();
    }

    @Test
    void aPushIsLookedForInItsOwnRepositoryAlone() {
        shop.write("a.yaml", "one").commit();
        docs.write("a.yaml", "one").commit();
        await().until(() -> isAt(shop, shop.head("main")) && isAt(docs, docs.head("main")));
        await().until(() -> !isBusy(shop) && !isBusy(docs));

        Set<String> meant = repositories.allOf(url -> url.contains("shop"));
        assertThat(meant).containsExactly(shop.url());
        String commit = shop.write("a.yaml", "two").commit();
        repositories.pushed(meant);

        assertThat(isBusy(docs)).isFalse();
        await().until(() -> isAt(shop, commit));
    }

    @Test
    void whatIsMeantIsToldAsItWasFirstWritten() {
        shop.write("a.yaml", "one").commit();
        at(shop);
        repositories.at(new Wanted(shop.url() + "/", "main"));
        at(docs);

        assertThat(repositories.allOf(url -> true))
                .containsExactlyInAnyOrder(shop.url(), docs.url());
        assertThat(repositories.allOf(url -> false)).isEmpty();
    }

    @Test
    void theFirstPushToAnEmptyRepositoryArrives() {
        await().until(() -> at(shop).problem().isPresent());
        await().until(() -> !isBusy(shop));

        String commit = shop.write("a.yaml", "one").commit();
        repositories.pushed(Set.of(shop.url()));

        await().until(() -> isAt(shop, commit));
        assertThat(at(shop).problem()).isEmpty();
    }

    @Test
    void aBranchThatIsPushedAfterItWasNamedArrives() {
        shop.write("a.yaml", "one").commit("trunk");
        await().until(() -> at(shop).problem().isPresent());
        await().until(() -> !isBusy(shop));

        String commit = shop.write("a.yaml", "two").commit();
        repositories.pushed(Set.of(shop.url()));

        await().until(() -> isAt(shop, commit));
    }

    @Test
    void oneThatRefusesIsLeftToItsPaceWhateverIsPushed() {
        refusing = true;
        await().until(() -> at(shop).problem().isPresent());
        await().until(() -> !isBusy(shop));

        repositories.pushed(Set.of(shop.url()));

        assertThat(isBusy(shop)).isFalse();
    }

    private GitAccess login(List<GitUrl> urls) throws GitException {
        if (refusing) {
            throw new GitException(Reason.LOGIN_REFUSED, "the host says no", "ask it kindly");
        }
        return GitAccess.open(urls.get(0));
    }

    private Sighting at(TestRepository repository) {
        return repositories.at(new Wanted(repository.url(), "main"));
    }

    private boolean isAt(TestRepository repository, String commit) {
        return at(repository).checkout().filter(c -> c.commit().equals(commit)).isPresent();
    }

    private boolean isBusy(TestRepository repository) {
        return repositories.statuses().stream()
                .filter(status -> status.url().equals(repository.url()))
                .anyMatch(RepositoryStatus::busy);
    }
}
