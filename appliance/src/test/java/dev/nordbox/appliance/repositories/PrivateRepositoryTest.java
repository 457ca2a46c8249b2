package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitSource;
import dev.nordbox.appliance.git.GitSource.Answer;
import dev.nordbox.appliance.git.MirrorRoom;
import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way into a repository behind SSH, with what Argo CD keeps in the cluster. */
class PrivateRepositoryTest {

    @TempDir Path directory;
    private final InMemoryCluster cluster = new InMemoryCluster();
    private PrivateGitHost host;
    private TestRepository shop;
    private MirrorDoor door;
    private Optional<GitSource> open = Optional.empty();

    @BeforeEach
    void startHost() throws Exception {
        host = PrivateGitHost.start(directory.resolve("host"));
        shop = new TestRepository(directory.resolve("host/team/shop.git"));
        shop.write("a.yaml", "one").commit();
        door =
                new MirrorDoor(
                        directory.resolve("mirror"),
                        MirrorRoom.of(FreeDisk.of(directory)),
                        // Each question finds what the cluster has by then.
                        urls ->
                                new ClusterLogins(cluster, Optional.empty(), Clock.systemUTC())
                                        .to(urls),
                        Hosts.elsewhere());
        door.writtenAs(host.url("/team/shop.git"));
    }

    @AfterEach
    void stopHost() throws Exception {
        open.ifPresent(GitSource::close);
        shop.close();
        host.close();
    }

    @Test
    void theKeyOfTheSecretOpensItOnceItsHostIsPinned() throws Exception {
        secret(host.privateKey());
        hostKeys("");
        open = Optional.of(door.open(open));
        GitException unknown = failure();
        assertThat(unknown.reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
        assertThat(unknown)
                .hasMessageContaining("no host key of")
                .hasMessageContaining("argocd/argocd-ssh-known-hosts-cm");
        assertThat(unknown.remedy())
                .contains(host.knownHostsLine().strip())
                .contains("kubectl -n argocd create configmap argocd-ssh-known-hosts-cm");

        hostKeys(host.knownHostsLine());
        open = Optional.of(door.open(open));
        Answer answer = open.get().fetch(Set.of("main")).get("main");
        assertThat(answer).isInstanceOf(Answer.Found.class);
    }

    @Test
    void aKeyThatIsNotOneIsSaidWithoutShowingIt() {
        secret("-----BEGIN OPENSSH PRIVATE KEY-----\ns3cret\n-----END OPENSSH PRIVATE KEY-----");
        GitException refused =
                catchThrowableOfType(GitException.class, () -> door.open(Optional.empty()));
        assertThat(refused.reason()).isEqualTo(Reason.SETUP);
        assertThat(refused).hasMessageContaining("argocd/host").hasMessageNotContaining("s3cret");
        assertThat(refused).hasNoCause();
    }

    private GitException failure() {
        return catchThrowableOfType(
                GitException.class, () -> open.orElseThrow().fetch(Set.of("main")));
    }

    private void secret(String key) {
        put(
                "Secret",
                "host",
                Map.of(RepositorySecret.TYPE_LABEL, "repo-creds"),
                Map.of("url", encoded(host.url("/team")), "sshPrivateKey", encoded(key)));
    }

    private void hostKeys(String lines) {
        put("ConfigMap", "argocd-ssh-known-hosts-cm", Map.of(), Map.of("ssh_known_hosts", lines));
    }

    private void put(
            String kind, String name, Map<String, Object> labels, Map<String, Object> data) {
        cluster.put(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                kind,
                                "metadata",
                                Map.of("name", name, "namespace", "argocd", "labels", labels),
                                "data",
                                data),
                        "test"));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
