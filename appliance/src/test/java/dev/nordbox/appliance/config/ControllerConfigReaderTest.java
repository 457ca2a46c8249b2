package dev.nordbox.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.appliance.config.ControllerConfig.Cache;
import dev.nordbox.appliance.config.ControllerConfig.Repo;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.config.ControllerConfig.Webhook;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.residency.ResidencyRules;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerConfigReaderTest {

    @Test
    void wholeFileIsReadKeyByKey() throws Exception {
        ControllerConfig config =
                ControllerConfigReader.parse(
                        """
                        repo:
                          url: ssh://git@git.example.org:2222/team/config.git
                          targetRevision: production
                          path: clusters/one/
                          identityFile: /etc/keys/id
                          knownHosts: /etc/keys/hosts
                          credentialsFile: /etc/keys/https
                          caFile: /etc/keys/ca.pem
                          pollInterval: 1m30s
                        kubeconfig: /etc/kube
                        stateDir: /srv/state
                        socket: /run/x.sock
                        adopt: true
                        sealing:
                          keyRenewPeriod: 168h
                          keyCutoffTime: Sat, 28 Nov 2026 20:00:00 +0000
                          port: 8200
                          plainSecrets: allow
                        cache:
                          redis: /run/redis.sock
                          memory: 64Mi
                        webhook:
                          listen: 0.0.0.0
                          port: 8128
                          path: /hooks/a
                          secretFile: /etc/webhook
                        """,
                        "controller.yaml");
        assertThat(config)
                .isEqualTo(
                        new ControllerConfig(
                                new Repo(
                                        GitUrl.parse(
                                                "ssh://git@git.example.org:2222/team/config.git"),
                                        "production",
                                        "clusters/one",
                                        Optional.of(Path.of("/etc/keys/id")),
                                        Optional.of(Path.of("/etc/keys/hosts")),
                                        Optional.of(Path.of("/etc/keys/https")),
                                        Optional.of(Path.of("/etc/keys/ca.pem")),
                                        Duration.ofSeconds(90)),
                                Path.of("/etc/kube"),
                                Path.of("/srv/state"),
                                Optional.of(Path.of("/run/x.sock")),
                                true,
                                new Cache(Optional.of(Path.of("/run/redis.sock")), 64 << 20),
                                Optional.of(
                                        new Webhook(
                                                InetAddress.getByName("0.0.0.0"),
                                                8128,
                                                "/hooks/a",
                                                Path.of("/etc/webhook"))),
                                new Sealing(
                                        Duration.ofDays(7),
                                        Optional.of(Instant.parse("2026-11-28T20:00:00Z")),
                                        8200,
                                        false)));
    }

    @Test
    void clustersKeepTheirOrderAndHaveAFolderAndASocketEach() throws Exception {
        ControllerConfig config =
                parse(
                        """
                        repo: {url: 'git@host:org/repo.git'}
                        clusters:
                          hel: /etc/nordbox/hel.yaml
                          fsn: /etc/nordbox/fsn.yaml
                        """);

        assertThat(config.clusters())
                .containsExactly(
                        ClusterAccess.named("hel", Path.of("/etc/nordbox/hel.yaml")),
                        ClusterAccess.named("fsn", Path.of("/etc/nordbox/fsn.yaml")));
        assertThat(config.stateDir(config.clusters().get(0)))
                .isEqualTo(Path.of("/var/lib/nordbox/clusters/hel"));
        assertThat(config.socket(config.clusters().get(0)))
                .contains(Path.of("/run/nordbox/controller-hel.sock"));
        assertThat(config.sealing().port()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "clusters: {a: /x, a: /y}                          | 'clusters.a' is there twice",
                "clusters: {A: /x}                                 | 'A' is no name of a cluster",
                "clusters: {a: x}                                  | must be an absolute path",
                "clusters: [a]                                     | is not a map of paths",
                "clusters: {}                                      | 'clusters' names none",
                "clusters: {a: /x}, kubeconfig: /y                 | 'kubeconfig' stands beside clusters",
                "clusters: {a: /x}, sealing: {port: 8127}          | 'sealing.port' is not for clusters",
            })
    void clustersThatCannotBeToldApartAreRefused(String keys, String problem) {
        assertThatThrownBy(() -> parse("{repo: {url: 'git@host:org/repo.git'}, " + keys + "}"))
                .isInstanceOf(ConfigInvalid.class)
                .hasMessageContaining(problem);
    }

    @Test
    void sealingTakesTimesAsPeopleAndAsBitnamiWriteThem() throws Exception {
        String repo = "repo: {url: 'git@host:org/repo.git'}\n";

        assertThat(parse(repo).sealing()).isEqualTo(Sealing.STANDARD);
        Sealing never =
                parse(
                                repo
                                        + "sealing: {keyRenewPeriod: 0, keyCutoffTime:"
                                        + " 2026-11-28T21:00:00+01:00}")
                        .sealing();
        assertThat(never.keyRenewPeriod()).isZero();
        assertThat(never.keyCutoffTime()).contains(Instant.parse("2026-11-28T20:00:00Z"));
        assertThatThrownBy(
                        () ->
                                parse(
                                        repo
                                                + "sealing: {keyRenewPeriod: 5m, keyCutoffTime:"
                                                + " now, port: http}"))
                .hasMessageContaining("1h at the least")
                .hasMessageContaining("date -R")
                .hasMessageContaining("not a port");
    }

    @Test
    void rulesOfAProfileAreListsAndStrict() throws Exception {
        String repo = "repo: {url: 'git@host:org/repo.git'}\n";

        assertThat(parse(repo).rules()).isEmpty();
        ResidencyRules rules =
                parse(
                                repo
                                        + "rules: {registries: [a/, b/], countries: [\"NO\"],"
                                        + " gitOwners: {github.com: US}, podSecurity: {agents:"
                                        + " privileged}, waived: {SUP-02:"
                                        + " 2027-05-31, SUP-01: soon}}")
                        .rules()
                        .orElseThrow();
        assertThat(rules.registries()).containsExactly("a/", "b/");
        assertThat(rules.gitOwners()).containsEntry("github.com", "US");
        assertThat(rules.podSecurity()).containsEntry("agents", "privileged");
        assertThat(rules.waived())
                .containsEntry("SUP-02", LocalDate.of(2027, 5, 31))
                .containsEntry("SUP-01", LocalDate.MIN);
        assertThat(rules.storageClasses()).isEmpty();
        assertThatThrownBy(
                        () ->
                                parse(
                                        repo
                                                + "rules: {registries: a/, countries: [[NO]],"
                                                + " gitOwners: [US], registry: x}"))
                .hasMessageContaining("'rules.registries' is not a list of values")
                .hasMessageContaining("'rules.countries' is not a list of values")
                .hasMessageContaining("'rules.gitOwners' is not a map of values")
                .hasMessageContaining("unknown key 'rules.registry'");
    }

    @Test
    void cacheAndWebhookAreStrict() throws Exception {
        String repo = "repo: {url: 'git@host:org/repo.git'}\n";

        assertThat(parse(repo).cache()).isEqualTo(Cache.STANDARD);
        assertThat(parse(repo).webhook()).isEmpty();
        assertThat(parse(repo + "cache: {memory: 0}").cache().memoryBytes()).isZero();
        Webhook usual = parse(repo + "webhook: {port: 8128}").webhook().orElseThrow();
        assertThat(usual.listen().isLoopbackAddress()).isTrue();
        assertThat(usual.path()).isEqualTo("/webhook");
        assertThat(usual.secretFile()).isEqualTo(Path.of("/var/lib/nordbox/webhook-secret"));
        assertThatThrownBy(
                        () ->
                                parse(
                                        repo
                                                + "cache: {redis: redis.sock, memory: 64MB}\n"
                                                + "webhook: {listen: git.example.no, path: 'a b',"
                                                + " secret: x}"))
                .hasMessageContaining("'cache.redis': must be an absolute path")
                .hasMessageContaining("'cache.memory': is not a size; write it as 64Mi")
                .hasMessageContaining("'webhook.port' is missing")
                .hasMessageContaining("'webhook.listen': is not an address")
                .hasMessageContaining("'webhook.path': must begin with a slash")
                .hasMessageContaining("unknown key 'webhook.secret'");
    }

    @Test
    void urlAloneIsEnough() throws Exception {
        ControllerConfig config = parse("repo: {url: 'git@host:org/repo.git'}");
        assertThat(config.repo().targetRevision()).isEqualTo("HEAD");
        assertThat(config.repo().path()).isEmpty();
        assertThat(config.repo().pollInterval()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.repo().identityFile())
                .contains(Path.of("/var/lib/nordbox/git/id_ed25519"));
        assertThat(config.repo().knownHosts())
                .contains(Path.of("/var/lib/nordbox/git/known_hosts"));
        assertThat(config.clusters())
                .containsExactly(ClusterAccess.only(Path.of("/etc/nordbox/kubeconfig")));
        assertThat(config.mirror()).isEqualTo(Path.of("/var/lib/nordbox/mirror"));
        assertThat(config.socket()).contains(Path.of("/run/nordbox/controller.sock"));
    }

    @Test
    void keysBelongToSshOnly() throws Exception {
        assertThat(parse("repo: {url: 'https://host/r'}").repo().identityFile()).isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirLines() {
        ConfigInvalid invalid =
                catchThrowableOfType(
                        ConfigInvalid.class,
                        () ->
                                parse(
                                        """
                                        repo:
                                          ulr: git@host:x
                                          pollInterval: 5
                                          path: ../other
                                        kubeConfig: /etc/kube
                                        stateDir: state
                                        stateDir: /srv
                                        """));
        assertThat(invalid.problems())
                .extracting(ConfigProblem::line)
                .containsExactly(2, 2, 3, 4, 5, 6, 7);
        assertThat(invalid)
                .hasMessageContaining("unknown key 'repo.ulr'; did you mean 'url'?")
                .hasMessageContaining("'repo.url' is missing")
                .hasMessageContaining("'repo.pollInterval': is not a duration; write it as 5s")
                .hasMessageContaining("unknown key 'kubeConfig'; did you mean 'kubeconfig'?")
                .hasMessageContaining("'stateDir': must be an absolute path")
                .hasMessageContaining("controller.yaml:7: 'stateDir' is there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; repo.url' is missing",
                "'[a, b]'; is not a map of keys",
                "'repo: x'; repo' is not a map of keys",
                "'repo: {url: [a]}'; has no value, or more than one",
                "'repo: {url: }'; has no value, or more than one",
                "'repo: {url: \"https://u:hunter2@h/r\"}'; take it out and name a credentialsFile",
                "'repo: {url: \"unclosed}'; not YAML",
                "'repo: {url: \"file:///r\", pollInterval: 100ms}'; must lie between 1s and 24h",
            })
    void wrongShapesAreRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigInvalid.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void missingFileIsSaid() {
        assertThatThrownBy(() -> ControllerConfigReader.read(Path.of("/nowhere/controller.yaml")))
                .isInstanceOf(ConfigInvalid.class)
                .hasMessageContaining("no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "5s, 5000",
        "500ms, 500",
        "2m, 120000",
        "1h, 3600000",
        "1m30s, 90000",
        "1s5ms, 1005"
    })
    void durationsAreRead(String text, long millis) {
        assertThat(ConfigDuration.parse(text)).hasMillis(millis);
    }

    private static ControllerConfig parse(String text) throws ConfigInvalid {
        return ControllerConfigReader.parse(text, "controller.yaml");
    }
}
