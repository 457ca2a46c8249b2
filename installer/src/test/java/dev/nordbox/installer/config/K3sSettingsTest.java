package dev.nordbox.installer.config;

import static dev.nordbox.installer.config.BoxYaml.HEADER;
import static dev.nordbox.installer.config.BoxYaml.HOST_AND_REPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where images come from, and what the node is labelled with. */
class K3sSettingsTest {
    @TempDir Path folder;

    @Test
    void registriesAndLabelsAreRead() throws Exception {
        BoxConfig.K3s k3s =
                read("""
                                k3s:
                                  registries:
                                    mirrors:
                                      docker.io:
                                        endpoints: ["https://mirror.example.no:5000/v2"]
                                        rewrites: {"^library/(.*)": "hub/library/$1"}
                                      "*": {endpoints: ["http://10.0.0.5"]}
                                    auth:
                                      mirror.example.no:5000: ~/login
                                    defaultEndpoint: off
                                  nodeLabels: {example.no/rack: a7, disk: ssd, empty: ""}
                                """)
                        .k3s();

        assertThat(k3s.registries())
                .isEqualTo(
                        new RegistryConfig(
                                Map.of(
                                        "docker.io",
                                        new RegistryConfig.Mirror(
                                                List.of("https://mirror.example.no:5000/v2"),
                                                Map.of("^library/(.*)", "hub/library/$1")),
                                        "*",
                                        new RegistryConfig.Mirror(
                                                List.of("http://10.0.0.5"), Map.of())),
                                Map.of(
                                        "mirror.example.no:5000",
                                        folder.resolve("home/login").toString()),
                                false));
        assertThat(k3s.nodeLabels())
                .isEqualTo(Map.of("example.no/rack", "a7", "disk", "ssd", "empty", ""));
    }

    @Test
    void everyProblemIsToldAtOnceAndNoPassword() {
        List<Problem> problems =
                problems(
                        """
                        k3s:
                          registries:
                            mirrors:
                              https://docker.io: {endpoints: ["https://a.example.no"]}
                              quay.io: {endpoints: ["https://robot:c4n4ry@b.example.no"]}
                              ghcr.io: {}
                              gcr.io: {endpoints: ["https://a.example.no"], rewrites: {"(": x}, mirror: y}
                            auth: {"*": login}
                            defaultEndpoint: never
                          nodeLabels:
                            kubernetes.io/hostname: me
                            node-role.kubernetes.io/control-plane: "no"
                            nordbox.no/x: y
                            -bad: x
                            good: "two words"
                            long: %s
                        """
                                .formatted("x".repeat(64)));

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "`k3s.registries.mirrors.https://docker.io` \"https://docker.io\" is not a"
                                + " registry",
                        "`k3s.registries.mirrors.quay.io.endpoints[0]` is no address of a registry",
                        "`k3s.registries.mirrors.ghcr.io` has no endpoints",
                        "`k3s.registries.mirrors.gcr.io.rewrites` \"(\" is not a regular expression",
                        "unknown key `k3s.registries.mirrors.gcr.io.mirror`",
                        "`k3s.registries.auth.*` \"*\" is not a registry",
                        "`k3s.registries.defaultEndpoint` \"never\" is unknown",
                        "`k3s.nodeLabels` \"kubernetes.io/hostname\" is a label that others write",
                        "`k3s.nodeLabels` \"node-role.kubernetes.io/control-plane\" is a label that"
                                + " others write",
                        "`k3s.nodeLabels` \"nordbox.no/x\" is a label that others write",
                        "`k3s.nodeLabels` \"-bad\" is not a label's key",
                        "`k3s.nodeLabels.good` \"two words\" is not a label's value",
                        "`k3s.nodeLabels.long` \"%s\" is not a label's value"
                                .formatted("x".repeat(64)));
        assertThat(problems.toString()).doesNotContain("c4n4ry");
    }

    @Test
    void aDefaultEndpointIsNotClosedForNobody() {
        assertThat(problems("k3s: {registries: {defaultEndpoint: off}}\n"))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.what()).contains("closes nothing without mirrors");
                            assertThat(problem.remedy()).contains("`\"*\"`");
                        });
    }

    @Test
    void underAProfileOnlyLoginsAreToldHere() throws Exception {
        String said =
                """
                profile: nordic
                k3s:
                  registries:
                    mirrors: {docker.io: {endpoints: ["https://mirror.example.no"]}}
                    defaultEndpoint: off
                    auth: {registry.example.no: login}
                """;

        assertThat(problems(said))
                .extracting(Problem::what)
                .containsExactly(
                        "`k3s.registries.mirrors` is not yours to say while the box is held to a"
                                + " profile",
                        "`k3s.registries.defaultEndpoint` is not yours to say while the box is held"
                                + " to a profile");
        assertThat(
                        read("profile: nordic\nk3s: {registries: {auth: {a.example.no: login}}}\n")
                                .k3s()
                                .registries()
                                .auth())
                .containsOnlyKeys("a.example.no");
    }

    @Test
    void aProxyIsReadAndItsLoginIsAFile() throws Exception {
        assertThat(
                        read("""
                                        proxy:
                                          http: http://10.0.0.5:3128
                                          https: http://proxy.example.no:3128/
                                          noProxy: [.example.no, git.example.no, 10.0.0.0/8, 2001:db8::9]
                                          login: ~/proxy
                                        """)
                                .proxy())
                .isEqualTo(
                        new ProxyConfig(
                                Optional.of("http://10.0.0.5:3128"),
                                Optional.of("http://proxy.example.no:3128/"),
                                List.of(
                                        ".example.no",
                                        "git.example.no",
                                        "10.0.0.0/8",
                                        "2001:db8::9"),
                                Optional.of(folder.resolve("home/proxy").toString())));
        assertThat(read("").proxy()).isEqualTo(ProxyConfig.NONE);
    }

    @Test
    void whatIsNoProxyIsToldAllAtOnceAndNoPassword() {
        List<Problem> problems =
                problems(
                        """
                        proxy:
                          http: http://robot:c4n4ry@proxy.example.no:3128
                          https: https://proxy.example.no
                          noProxy: ["*", "a b", "http://x"]
                          user: robot
                        """);

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "`proxy.http` has a login in it, which has no place in settings",
                        "`proxy.https` \"https://proxy.example.no\" is not a proxy",
                        "`proxy.noProxy[0]` \"*\" is not somebody to go to straight",
                        "`proxy.noProxy[1]` \"a b\" is not somebody to go to straight",
                        "`proxy.noProxy[2]` \"http://x\" is not somebody to go to straight",
                        "unknown key `proxy.user`");
        assertThat(problems.toString()).doesNotContain("c4n4ry").contains("proxy.login");
        assertThat(problems("proxy: {noProxy: [.example.no], login: x}\n"))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "`proxy.noProxy` is for no proxy", "`proxy.login` is for no proxy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://proxy.example.no",
                "http://proxy.example.no/",
                "http://proxy.example.no:",
                "http://proxy.example.no:0",
                "http://proxy.example.no:65536",
                "http://[2001:db8::9]"
            })
    void aProxyIsNamedWithItsPort(String proxy) {
        assertThat(problems("proxy: {https: \"%s\"}\n".formatted(proxy)))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.what()).endsWith(" is not a proxy");
                            assertThat(problem.remedy()).contains("http://HOST:PORT");
                        });
    }

    @Test
    void aProxyOfAnIpv6AddressIsOne() throws Exception {
        assertThat(read("proxy: {https: \"http://[2001:db8::9]:3128\"}\n").proxy().https())
                .hasValue("http://[2001:db8::9]:3128");
    }

    @Test
    void taintsAndImagesAreRead() throws Exception {
        BoxConfig.K3s k3s =
                read("""
                                k3s:
                                  disable: [traefik]
                                  nodeTaints:
                                    - CriticalAddonsOnly=true:NoExecute
                                    - node-role.kubernetes.io/control-plane:NoSchedule
                                    - example.no/batch=yes:PreferNoSchedule
                                  images: [apps.tar.zst, ~/more.tgz]
                                """)
                        .k3s();

        assertThat(k3s.nodeTaints())
                .containsExactly(
                        new Taint("CriticalAddonsOnly", "true", "NoExecute"),
                        new Taint("node-role.kubernetes.io/control-plane", "", "NoSchedule"),
                        new Taint("example.no/batch", "yes", "PreferNoSchedule"));
        assertThat(k3s.images())
                .containsExactly(
                        folder.resolve("apps.tar.zst").toString(),
                        folder.resolve("home/more.tgz").toString());
    }

    @Test
    void whatKeepsTheBoxsOwnPodsOffItsOnlyNodeIsRefusedWithTheReason() {
        assertThat(
                        problems(
                                """
                                k3s:
                                  disable: [servicelb]
                                  nodeTaints:
                                    - example.no/db=yes:NoSchedule
                                    - CriticalAddonsOnly:NoExecute
                                    - node.kubernetes.io/unreachable:NoExecute
                                    - batch
                                    - batch:Never
                                  images: [apps.zip, a/apps.tar, b/apps.tar, my images.tar, "a b/-.tar"]
                                """))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "`k3s.nodeTaints[0]` \"example.no/db=yes:NoSchedule\" keeps k3s' own pods off"
                                + " the only node that there is: coredns, local-path-provisioner,"
                                + " metrics-server, traefik",
                        "`k3s.nodeTaints[1]` \"CriticalAddonsOnly:NoExecute\" keeps k3s' own pods off"
                                + " the only node that there is: helm-install-traefik",
                        "`k3s.nodeTaints[2]` \"node.kubernetes.io/unreachable\" is a taint that"
                                + " others write",
                        "`k3s.nodeTaints[3]` \"batch\" is not a taint",
                        "`k3s.nodeTaints[4]` \"batch:Never\" is not a taint",
                        "`k3s.images[0]` \"apps.zip\" is not an archive of images",
                        "`k3s.images[3]` \"my images.tar\" is not an archive of images",
                        "`k3s.images[4]` \"a b/-.tar\" is not an archive of images",
                        "`k3s.images` has two files called apps.tar");
    }

    @Test
    void aTaintHasOneValue() throws Exception {
        assertThat(
                        problems(
                                "k3s: {nodeTaints: [a=1:PreferNoSchedule, b=1:PreferNoSchedule,"
                                        + " a=2:PreferNoSchedule]}\n"))
                .extracting(Problem::what)
                .containsExactly(
                        "`k3s.nodeTaints` has both a=1:PreferNoSchedule and a=2:PreferNoSchedule");
        assertThat(
                        read("k3s: {nodeTaints: [a=1:PreferNoSchedule, a=1:PreferNoSchedule]}\n")
                                .k3s()
                                .nodeTaints())
                .hasSize(1);
    }

    @Test
    void whereNoneOfThemIsLeftAnyTaintWillDo() throws Exception {
        String all = "[coredns, traefik, servicelb, metrics-server, local-storage]";

        assertThat(
                        read("k3s: {disable: %s, nodeTaints: [a:NoExecute]}\n".formatted(all))
                                .k3s()
                                .nodeTaints())
                .hasSize(1);
    }

    private List<Problem> problems(String text) {
        return catchThrowableOfType(ProblemException.class, () -> read(text)).problems();
    }

    private BoxConfig read(String text) throws IOException, ProblemException {
        Path file = Files.writeString(folder.resolve("nordbox.yaml"), HEADER + text);
        return new BoxConfigReader(folder.resolve("home")).read(Optional.of(file), HOST_AND_REPO);
    }
}
