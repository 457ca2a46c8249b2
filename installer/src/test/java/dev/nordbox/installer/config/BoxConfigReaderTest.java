package dev.nordbox.installer.config;

import static dev.nordbox.installer.config.BoxYaml.HEADER;
import static dev.nordbox.installer.config.BoxYaml.HOST_AND_REPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxConfigReaderTest {
    @TempDir Path folder;
    private BoxConfigReader reader;

    @BeforeEach
    void readerWithAHome() {
        reader = at(Instant.parse("2026-12-01T12:00:00Z"));
    }

    @Test
    void withoutAFileTheDefaultsHold() throws ProblemException {
        BoxConfig config = reader.read(Optional.empty(), HOST_AND_REPO);

        assertThat(config.name()).isEqualTo("203.0.113.7");
        assertThat(config.k3s().version()).isEqualTo("v1.36.4+k3s1");
        assertThat(config.k3s().chosen()).as("nobody named it").isFalse();
        assertThat(config.git().targetRevision()).isEqualTo("HEAD");
        assertThat(config.git().path()).isEmpty();
        assertThat(config.firewall().open()).containsExactly("80/tcp", "443/tcp");
        assertThat(config.firewall().admins()).isEmpty();
        assertThat(config.hardening()).isEqualTo(Hardening.STANDARD);
        assertThat(config.namespaces()).isEmpty();
        assertThat(config.profile()).isEmpty();
    }

    @Test
    void aCutOffThatIsStillToComeIsRefused() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("nordbox.yaml"),
                        HEADER + "sealing: {keyCutoffTime: 2026-11-28T20:00:00Z}");
        Instant cutOff = Instant.parse("2026-11-28T20:00:00Z");

        assertThat(at(cutOff).sealing(file).keyCutoffTime()).isPresent();
        assertThatThrownBy(() -> at(cutOff.minusSeconds(1)).sealing(file))
                .hasMessageContaining("is not a time that has been");
        assertThatThrownBy(() -> at(cutOff.minusSeconds(1)).read(Optional.of(file), HOST_AND_REPO))
                .hasMessageContaining("is not a time that has been");
    }

    private BoxConfigReader at(Instant now) {
        return new BoxConfigReader(folder.resolve("home"), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void everyFieldIsRead() throws Exception {
        BoxConfig config = read(HEADER + FULL, new Flags());

        assertThat(config)
                .isEqualTo(
                        new BoxConfig(
                                "prod",
                                Optional.of(reader.profile("nordic")),
                                new BoxConfig.Ssh(
                                        "admin@box.example.no:2222",
                                        Optional.of("gate.example.no"),
                                        Optional.of("SHA256:" + "a".repeat(43)),
                                        Optional.of(folder.resolve("home/.ssh/id").toString())),
                                new BoxConfig.Git(
                                        "ssh://git@git.example.no/ops/box.git",
                                        "release/1.0",
                                        "clusters/prod",
                                        Optional.of("ssh-ed25519 AAAAC3Nz"),
                                        Optional.of(folder.resolve("deploy_key").toString()),
                                        folder.resolve("nordbox.yaml") + ":11:8"),
                                new BoxConfig.K3s(
                                        "v1.36.5+k3s2",
                                        List.of("box.example.no"),
                                        List.of("traefik"),
                                        Optional.of("https://box.example.no:6443")),
                                new BoxConfig.Firewall(
                                        List.of("198.51.100.0/24", "2001:db8::/48"),
                                        List.of("0.0.0.0/0"),
                                        List.of("443/tcp", "8000-8100/udp")),
                                ProxyConfig.NONE,
                                new Hardening(false, true, false, true, false),
                                List.of(
                                        new BoxConfig.NamespaceConfig(
                                                "web",
                                                "baseline",
                                                Map.of("pods", "10", "requests.cpu", "1.5"),
                                                new BoxConfig.Limits(
                                                        Map.of("memory", "1Gi"),
                                                        Map.of("cpu", "10m")),
                                                true,
                                                List.of(
                                                        new BoxConfig.Flow(
                                                                "egress",
                                                                Map.of("app", "web"),
                                                                new BoxConfig.Peer.Namespace(
                                                                        "data",
                                                                        Map.of("app", "db")),
                                                                List.of("5432/tcp")),
                                                        new BoxConfig.Flow(
                                                                "ingress",
                                                                Map.of(),
                                                                new BoxConfig.Peer.Cidr(
                                                                        "0.0.0.0/0"),
                                                                List.of()),
                                                        new BoxConfig.Flow(
                                                                "egress",
                                                                Map.of(),
                                                                new BoxConfig.Peer.KubeApi(),
                                                                List.of())))),
                                Optional.of(folder.resolve("templates").toString()),
                                new BoxConfig.Controller(
                                        BoxConfig.Redis.WANTED,
                                        Optional.of(8128),
                                        new SealingConfig(
                                                Optional.of("240h"),
                                                Optional.of("2026-11-28T20:00:00Z"),
                                                Optional.of("allow"))),
                                Optional.empty(),
                                config.said()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', WHERE_IT_COMES",
        "'controller: {redis: }', WHERE_IT_COMES",
        "'controller: {redis: true}', WANTED",
        "'controller: {redis: false}', OFF"
    })
    void aRedisThatNobodySpeaksOfIsNeitherAskedForNorTurnedOff(String text, BoxConfig.Redis read)
            throws Exception {
        String box = HEADER + text + "\n";
        assertThat(read(box, HOST_AND_REPO).controller().redis()).isEqualTo(read);
    }

    @Test
    void flagsBeatTheFileAndTheFileBeatsTheProfile() throws Exception {
        String file =
                HEADER
                        + """
                        profile: nordic
                        git:
                          url: https://git.example.no/ops/box.git
                          path: from-file
                        """;
        Flags flags = new Flags().with("ssh.host", "--host", Optional.of("root@10.0.0.1"));

        BoxConfig config = read(file, flags.with("git.path", "--path", Optional.of("from-flag")));

        assertThat(config.git().path()).isEqualTo("from-flag");
        assertThat(config.git().url()).isEqualTo("https://git.example.no/ops/box.git");
        assertThat(config.firewall().open()).containsExactly("443/tcp");
        assertThat(read(file + "firewall: {open: [80/tcp]}\n", flags).firewall().open())
                .containsExactly("80/tcp");
    }

    @Test
    void aKeyWithoutAValueLeavesTheLowerLayerAlone() throws Exception {
        assertThat(read(HEADER + "k3s:\n  version:\nnamespaces:\n", HOST_AND_REPO).k3s().version())
                .isEqualTo("v1.36.4+k3s1");
    }

    @Test
    void aBoxIsAddressedWithoutItsRepository() throws Exception {
        Flags flags = new Flags().with("ssh.host", "--host", Optional.of("root@[2001:db8::7]:22"));

        BoxConfig config = reader.readWithoutRepository(Optional.empty(), flags);

        assertThat(config.name()).isEqualTo("2001:db8::7");
        assertThat(config.ssh().host()).isEqualTo("root@[2001:db8::7]:22");
        assertThat(config.git().url()).isEmpty();
    }

    @Test
    void theHostBeginsBehindTheLastAtSign() throws Exception {
        String login = "ola@ad.example.no@box.example.no";
        Flags flags = new Flags().with("ssh.host", "--host", Optional.of(login));

        BoxConfig config = reader.readWithoutRepository(Optional.empty(), flags);

        assertThat(config.ssh().host()).isEqualTo(login);
        assertThat(config.name()).isEqualTo("box.example.no");
    }

    private static final String FULL =
            """
            name: prod
            profile: nordic
            ssh:
              host: admin@box.example.no:2222
              jump: gate.example.no
              hostKey: SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
              identityFile: ~/.ssh/id
            git:
              url: ssh://git@git.example.no/ops/box.git
              targetRevision: release/1.0
              path: clusters/prod
              hostKey: ssh-ed25519 AAAAC3Nz
              deployKey: deploy_key
            k3s:
              version: v1.36.5+k3s2
              tlsSans: [box.example.no]
              disable: [traefik]
              apiEndpoint: https://box.example.no:6443
            firewall:
              admins: [198.51.100.0/24, "2001:db8::/48"]
              ssh: [0.0.0.0/0]
              open: [443/tcp, 8000-8100/udp]
            hardening: {sshd: false, auditd: false, sysctl: false}
            controller:
              redis: true
              webhookPort: 8128
            sealing:
              keyRenewPeriod: 240h
              keyCutoffTime: 2026-11-28T20:00:00Z
              plainSecrets: allow
            namespaces:
              - name: web
                podSecurity: baseline
                quota: {pods: 10, requests.cpu: 1.5}
                limits:
                  defaults: {memory: 1Gi}
                  defaultRequests: {cpu: 10m}
                intraNamespace: true
                allow:
                  - direction: egress
                    pods: {app: web}
                    peer: {namespace: data, pods: {app: db}}
                    ports: [5432/tcp]
                  - direction: ingress
                    peer: {cidr: 0.0.0.0/0}
                  - direction: egress
                    peer: {kubeApi: true}
            templates: templates
            """;

    private BoxConfig read(String text, Flags flags) throws IOException, ProblemException {
        return reader.read(Optional.of(write(text)), flags);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("nordbox.yaml"), text);
    }
}
