package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.control.Repositories.Wanted;
import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that is hardly ever asked, and what it is opened with. */
class LoginWatchTest {

    private static final Map<String, Object> LABEL =
            Map.of(RepositorySecret.TYPE_LABEL, "repo-creds");

    @TempDir Path directory;
    private final InMemoryCluster cluster = new InMemoryCluster();
    private final List<Set<String>> news = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
    }

    @Test
    void aKeyThatComesAndThenTheHostKeyAreUsedAtOnce() throws Exception {
        try (PrivateGitHost host = PrivateGitHost.start(directory.resolve("host"));
                TestRepository shop = new TestRepository(directory.resolve("host/team/shop.git"));
                FollowedRepositories repositories = follow()) {
            shop.write("a.yaml", "one").commit();
            Wanted wanted = new Wanted(host.url("/team/shop.git"), "main");
            awaitRest(repositories, wanted, "there is no key for");

            secret("argocd", "host", LABEL, host.url("/team"), host.privateKey());
            awaitRest(repositories, wanted, "no host key of");

            put("ConfigMap", "argocd", "argocd-ssh-known-hosts-cm", Map.of(), pinned(host));
            await().until(() -> repositories.at(wanted).checkout().isPresent());

            secret("argocd", "host", LABEL, host.url("/team"), "another key");
            assertThat(isBusy(repositories)).as("what answers is left alone").isFalse();
        }
    }

    @Test
    void onlyWhatSaysHowToLogInIsHeardAndAlsoThatItIsGone() {
        secret("argocd", "password", Map.of(), "x", "x");
        try (LoginWatch watch = new LoginWatch(cluster, news::add)) {
            secret("argocd", "password", Map.of(), "y", "y");
            secret("shop", "labelled", LABEL, "x", "x");
            put("ConfigMap", "argocd", "argocd-cm", Map.of(), Map.of("a", "b"));
            put("ConfigMap", "argocd", "argocd-tls-certs-cm", Map.of(), Map.of("host", "PEM"));
            await().until(() -> news.size() == 1);

            secret("argocd", "host", LABEL, "x", "x");
            await().until(() -> news.size() == 2);
            secret("argocd", "host", Map.of(), "x", "x");
            await().until(() -> news.size() == 3);
            secret("argocd", "host", LABEL, "x", "x");
            await().until(() -> news.size() == 4);
            cluster.remove(new ResourceKey("", "Secret", "argocd", "host"));
            await().until(() -> news.size() == 5);
        }
        assertThat(news.get(0)).containsExactly("argocd-tls-certs-cm");
        assertThat(news.subList(1, 5)).containsOnly(Set.of("host"));
    }

    @Test
    void whatWasThereBeforeItIsNewsAsWell() {
        secret("argocd", "host", LABEL, "x", "x");
        try (LoginWatch watch = new LoginWatch(cluster, news::add)) {
            await().until(() -> news.size() == 1);
        }
    }

    @Test
    void manyChangesAtOnceAreFewNews() {
        try (LoginWatch watch = new LoginWatch(cluster, news::add)) {
            for (int i = 0; i < 50; i++) {
                secret("argocd", "host-" + i, LABEL, "x", "x");
            }
            // The first at once, the others together a second later.
            await().until(() -> news.size() == 2);
        }
    }

    private FollowedRepositories follow() {
        return new FollowedRepositories(
                "file:///srv/root.git",
                "main",
                new NoOtherRevisions(),
                new ClusterLogins(cluster, Optional.empty(), Clock.systemUTC()),
                Hosts.elsewhere(),
                new MirrorSpace(
                        directory.resolve("mirrors"), 1L << 30, 100, FreeDisk.of(directory)),
                Duration.ofHours(1),
                Clock.systemUTC());
    }

    private static void awaitRest(
            FollowedRepositories repositories, Wanted wanted, String problem) {
        await().until(() -> problem(repositories.at(wanted)).contains(problem));
        await().until(() -> !isBusy(repositories));
    }

    private static String problem(Sighting sighting) {
        return sighting.problem().orElse("");
    }

    private static boolean isBusy(FollowedRepositories repositories) {
        return repositories.statuses().stream().anyMatch(RepositoryStatus::busy);
    }

    private static Map<String, Object> pinned(PrivateGitHost host) {
        return Map.of("ssh_known_hosts", host.knownHostsLine());
    }

    private void secret(
            String namespace, String name, Map<String, Object> labels, String url, String key) {
        put(
                "Secret",
                namespace,
                name,
                labels,
                Map.of("url", encoded(url), "sshPrivateKey", encoded(key)));
    }

    private void put(
            String kind,
            String namespace,
            String name,
            Map<String, Object> labels,
            Map<String, Object> data) {
        cluster.put(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                kind,
                                "metadata",
                                Map.of("name", name, "namespace", namespace, "labels", labels),
                                "data",
                                data),
                        "test"));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
