package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitLogin;
import dev.nordbox.appliance.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterLoginsTest {

    private static final String HTTPS = "https://git.example/team/shop.git";
    private static final String SSH = "git@git.example:team/shop.git";

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final ClusterLogins logins =
            new ClusterLogins(cluster, Optional.empty(), Clock.systemUTC());

    @Test
    void withoutASecretARepositoryMayBeOpen() throws Exception {
        assertThat(to(HTTPS).login()).isInstanceOf(GitLogin.None.class);
        assertThatThrownBy(() -> to(SSH))
                .isInstanceOfSatisfying(
                        GitException.class,
                        e -> assertThat(e.remedy()).contains(RepositorySecret.TYPE_LABEL));
    }

    @Test
    void theSecretOfTheVeryRepositoryCounts() throws Exception {
        secret("other", "repository", "url", "https://git.example/team/other", "password", "o");
        secret("shop", "repository", "url", HTTPS, "username", "bot", "password", "s3cret");
        assertThat(to("https://git.example/team/shop").login())
                .isEqualTo(new GitLogin.Password("the Secret argocd/shop", "bot", "s3cret"));
    }

    @Test
    void theWayIsTheOneThatThereIsAKeyFor() throws Exception {
        secret("shop", "repository", "url", SSH, "sshPrivateKey", "KEY");
        GitAccess access = to(HTTPS);
        assertThat(access.url()).hasToString("ssh://git@git.example/team/shop.git");
        assertThat(access.login()).isEqualTo(new GitLogin.Key("in the Secret argocd/shop", "KEY"));
    }

    @Test
    void theLongestPrefixCountsAtTheBorderOfASegment() throws Exception {
        secret("all", "repo-creds", "url", "https://git.example", "password", "all");
        secret("team", "repo-creds", "url", "https://git.example/team", "password", "team");
        secret("te", "repo-creds", "url", "https://git.example/te", "password", "te");
        assertThat(password(HTTPS)).isEqualTo("team");
        assertThat(password("https://git.example/te/x")).isEqualTo("te");
        assertThat(password("https://git.example/teamwork/x")).isEqualTo("all");
        assertThat(to("https://git.example.evil.example/team/x").login())
                .isInstanceOf(GitLogin.None.class);
    }

    @Test
    void aRepositoryMadeKnownWithoutAKeyTakesTheTemplates() throws Exception {
        secret("shop", "repository", "url", SSH);
        secret("team", "repo-creds", "url", "git@git.example:team", "sshPrivateKey", "KEY");
        assertThat(to(HTTPS).url()).hasToString("ssh://git@git.example/team/shop.git");
    }

    @Test
    void aSecretOfAnotherTypeOrWithoutALabelIsNotLookedAt() throws Exception {
        secret("charts", "repository", "url", HTTPS, "type", "helm", "password", "x");
        secret("cluster", "cluster", "url", HTTPS, "password", "x");
        assertThat(to(HTTPS).login()).isInstanceOf(GitLogin.None.class);
    }

    @Test
    void anAuthorityCountsForTheHostThatIsItsKey() throws Exception {
        configMap("argocd-tls-certs-cm", "git.example", "PEM");
        assertThat(to(HTTPS).trust().pem()).isEqualTo("PEM");
        assertThat(to("https://Git.Example:8443/x").trust().pem()).isEqualTo("PEM");
        assertThat(to("https://git.example.evil/x").trust().pem()).isEmpty();
        assertThat(to("https://git.other/x").trust().howToAdd())
                .contains("key git.other of the ConfigMap argocd/argocd-tls-certs-cm")
                .contains("--from-file=git.other=ca.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insecure", "tlsClientCertData", "githubAppID", "proxy", "project"})
    void whatIsNotHonouredIsRefusedByName(String field) {
        secret("shop", "repository", "url", HTTPS, "password", "s3cret", field, "true");
        assertThatThrownBy(() -> to(HTTPS))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("argocd/shop")
                .hasMessageContaining(field)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insecure", "githubAppID", "project"})
    void oneThatCannotBeUsedHidesNoneThatCan(String field) throws Exception {
        secret("a", "repository", "url", HTTPS, "password", "a", field, "true");
        secret("b", "repository", "url", HTTPS, "password", "b");
        secret("team-a", "repo-creds", "url", "https://git.example/pay", field, "true");
        secret("team-b", "repo-creds", "url", "https://git.example/pay", "password", "pay");

        assertThat(password(HTTPS)).isEqualTo("b");
        assertThat(password("https://git.example/pay/x")).isEqualTo("pay");
    }

    @Test
    void oneThatDoesNotFitItsOwnUrlHidesNoneThatDoes() throws Exception {
        secret("a", "repository", "url", SSH, "password", "a");
        secret("b", "repository", "url", "https://u:p@git.example/team/shop", "password", "b");
        secret("c", "repository", "url", HTTPS, "password", "c");

        assertThat(password(HTTPS)).isEqualTo("c");
    }

    /** Of the one that cannot be used nobody needs to hear. */
    @Test
    void oneThatMakesItKnownIsEnoughForTheTemplate() throws Exception {
        secret("a", "repository", "url", HTTPS, "project", "team");
        secret("b", "repository", "url", HTTPS);
        secret("team", "repo-creds", "url", "https://git.example/team", "password", "team");

        assertThat(password(HTTPS)).isEqualTo("team");
    }

    @Test
    void aKeyIsNotShownByWhatHoldsIt() throws Exception {
        secret("shop", "repository", "url", HTTPS, "password", "s3cret");
        assertThat(to(HTTPS).toString()).doesNotContain("s3cret");
    }

    @Test
    void hostKeysAreThoseOfTheConfigMap() throws Exception {
        secret("shop", "repository", "url", SSH, "sshPrivateKey", "KEY");
        configMap("argocd-ssh-known-hosts-cm", "ssh_known_hosts", "git.example ssh-ed25519 AAAA");
        assertThat(to(SSH).knownHosts().text()).isEqualTo("git.example ssh-ed25519 AAAA");
        assertThat(to(SSH).knownHosts().howToAdd())
                .contains("kubectl -n argocd create configmap argocd-ssh-known-hosts-cm");
    }

    private GitAccess to(String... urls) throws GitException {
        return logins.to(Arrays.stream(urls).map(Hosts::parse).toList());
    }

    private String password(String url) throws GitException {
        return ((GitLogin.Password) to(url).login()).password();
    }

    private void configMap(String name, String key, String value) {
        cluster.put(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "metadata",
                                Map.of("name", name, "namespace", "argocd"),
                                "data",
                                Map.of(key, value)),
                        "test"));
    }

    private void secret(String name, String type, String... fields) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            byte[] value = fields[i + 1].getBytes(StandardCharsets.UTF_8);
            data.put(fields[i], Base64.getEncoder().encodeToString(value));
        }
        cluster.put(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Secret",
                                "metadata",
                                Map.of(
                                        "name",
                                        name,
                                        "namespace",
                                        "argocd",
                                        "labels",
                                        Map.of(RepositorySecret.TYPE_LABEL, type)),
                                "data",
                                data),
                        "test"));
    }
}
