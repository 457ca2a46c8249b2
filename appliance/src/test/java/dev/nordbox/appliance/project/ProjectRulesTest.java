package dev.nordbox.appliance.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.ProjectReader;
import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.argo.Spec;
import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectRulesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "['*']                                            | true",
                "[]                                               | false",
                "['https://git.example.org/ops/infra.git']        | true",
                "['git@git.example.org:ops/infra.git']            | true",
                "['https://git.example.org/ops/*']                | true",
                "['https://git.example.org/*']                    | false",
                "['https://git.example.org/**']                   | true",
                "['https://git.example.org/**', '!https://git.example.org/ops/*'] | false",
                "['*', '!ssh://git@git.example.org/ops/infra']    | false",
                "['!https://git.example.org/web/*']               | false",
                "['*', '!https://git.example.org/web/*']          | true",
            })
    void aSourceNeedsAnEntryThatAllowsAndNoneThatForbids(String sourceRepos, boolean allowed) {
        List<String> objections =
                rules("destinations: [{server: '*', namespace: '*'}]\nsourceRepos: " + sourceRepos)
                        .objections(spec("web"));

        assertThat(objections.isEmpty()).as(objections.toString()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/evil/x",
                "https://GitHub.com/Evil/x.git/",
                "https://user@github.com/evil/x",
                "https://www.github.com/evil/x",
                "https://github.com:443/evil/x",
                "https://github.com./evil/x",
                "https://github.com//evil//x",
                "https://github.com/%65vil/x",
                "git@github.com:evil/x.git",
                "git@github.com:/evil/x",
                "ssh://git@github.com/evil/x",
                "ssh://git@github.com:22/evil/x",
                "git+ssh://git@github.com/evil/x",
                "ssh://git@ssh.github.com:443/evil/x",
            })
    void noSpellingGetsRoundAPatternThatForbids(String url) {
        for (String pattern :
                List.of(
                        "https://github.com/evil/*",
                        "https://github.com/evil/x",
                        "https://github.com/e?il/**",
                        "https://github.com*/evil/*",
                        "https://*.com/evil/*",
                        "*://github.com/evil/*",
                        "**github.com/evil/*",
                        "**/evil/*",
                        "git@github.com:evil/*",
                        "*@github.com:evil/*",
                        "ssh://git@ssh.github.com:443/evil/*",
                        "https://www.github.com/evil/*",
                        "https://**")) {
            assertThat(objectionsTo(url, "['*', '!" + pattern + "']")).as(pattern).isNotEmpty();
            assertThat(objectionsTo(url, "['" + pattern + "']")).as(pattern).isEmpty();
        }
        assertThat(objectionsTo(url, "['*', '!https://github.com/good/*']")).isEmpty();
        assertThat(objectionsTo(url, "['https://github.com/good/*']")).isNotEmpty();
        assertThat(objectionsTo(url, "['https://github.com/*']")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "!https://dev.azure.com/org/p/_git/*, git@ssh.dev.azure.com:v3/org/p/shop",
        "!git@ssh.dev.azure.com:v3/org/**,    https://dev.azure.com/org/p/_git/shop",
        "!https://git.example/scm/team/*,     ssh://git@git.example:7999/team/shop.git",
        "!ssh://git@git.example:7999/team/*,  https://git.example/scm/team/shop",
        "!https://[2001:db8::1]/team/*,       git@[2001:DB8::1]:team/shop",
    })
    void noFormOfAForgeGetsRoundAPatternThatForbids(String pattern, String url) {
        assertThat(objectionsTo(url, "['*', '" + pattern + "']")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{server: '!https://kubernetes.default.svc', namespace: web}",
                "{server: '!https://kubernetes.default.svc/', namespace: web}",
                "{server: '!https://kubernetes.default.svc:443', namespace: web}",
                "{server: '!https://kubernetes.default.svc.cluster.local', namespace: '*'}",
                "{server: '!HTTPS://Kubernetes.default.svc', namespace: web}",
                "{server: '!https://kubernetes.default', namespace: web}",
                "{server: '!https://kubernetes.*', namespace: web}",
                "{name: '!in-cluster', namespace: web}",
                "{name: '!in-*', namespace: '*'}",
            })
    void noNameOfThisClusterGetsRoundADestinationThatForbids(String entry) {
        List<String> objections =
                rules(
                                "sourceRepos: ['*']\ndestinations: [{server: '*', namespace: '*'}, "
                                        + entry
                                        + "]")
                        .objections(spec("web"));

        assertThat(objections).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[{server: '*', namespace: '*'}]                              | true",
                "[{server: 'https://kubernetes.default.svc', namespace: web}] | true",
                "[{name: in-cluster, namespace: web}]                         | true",
                "[{name: in-cluster, namespace: api}]                         | false",
                "[{server: 'https://10.0.0.1', namespace: web}]               | false",
                "[{namespace: web}]                                           | false",
                "[]                                                           | false",
                "[{server: '*', namespace: '*'}, {server: '*', namespace: '!web'}]  | false",
                "[{server: '*', namespace: '!kube-system'}]                   | true",
                "[{server: '*', namespace: '*'}, {server: '!https://kubernetes.default.svc', namespace: web}] | false",
            })
    void aDestinationNeedsAnEntryThatAllowsAndNoneThatForbids(
            String destinations, boolean allowed) {
        List<String> objections =
                rules("sourceRepos: ['*']\ndestinations: " + destinations).objections(spec("web"));

        assertThat(objections.isEmpty()).as(objections.toString()).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}: home {1}, away {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[{server: '*', namespace: '*'}]                          | true  | true",
                "[{name: in-cluster, namespace: web}]                     | true  | false",
                "[{server: 'https://kubernetes.default.svc', namespace: web}] | true | false",
                "[{name: fsn, namespace: web}]                            | true  | false",
                "[{name: hel, namespace: web}]                            | false | true",
                "[{name: hel, namespace: api}]                            | false | false",
                "[{server: 'https://hel.example:6443', namespace: web}]   | false | true",
                "[{server: 'https://*.example:6443', namespace: web}]     | true  | true",
                "[{server: '*', namespace: '*'}, {name: '!in-cluster', namespace: web}] | false | true",
                "[{server: '*', namespace: '*'}, {name: '!fsn', namespace: web}]        | false | true",
                "[{server: '*', namespace: '*'}, {server: '!HTTPS://hel.example:6443/', namespace: web}] | true | false",
            })
    void aProjectSaysOfEachClusterWhetherItIsOpen(String destinations, boolean home, boolean away) {
        Project project =
                project(YamlObject.of("sourceRepos: ['*']\ndestinations: " + destinations));

        assertThat(isOpen(project, new ClusterNames("fsn", "https://fsn.example:6443", true)))
                .isEqualTo(home);
        assertThat(isOpen(project, new ClusterNames("hel", "https://hel.example:6443", false)))
                .isEqualTo(away);
    }

    private static boolean isOpen(Project project, ClusterNames cluster) {
        return new ProjectRules(project, cluster).objections(spec("web")).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                           | cm      | true",
                "{namespaceResourceWhitelist: []}                             | cm      | false",
                "{namespaceResourceWhitelist: [{group: '', kind: Config*}]}   | cm      | true",
                "{namespaceResourceWhitelist: [{group: apps, kind: '*'}]}     | cm      | false",
                "{namespaceResourceBlacklist: [{group: '', kind: ConfigMap}]} | cm      | false",
                "{}                                                           | role    | false",
                "{clusterResourceWhitelist: [{group: '*', kind: '*'}]}        | role    | true",
                "{clusterResourceWhitelist: [{group: '*', kind: ClusterRole, name: web-*}]} | role | true",
                "{clusterResourceWhitelist: [{group: '*', kind: ClusterRole, name: api-*}]} | role | false",
                "{clusterResourceWhitelist: [{group: '*', kind: '*'}], clusterResourceBlacklist: [{group: '*', kind: ClusterRole}]} | role | false",
                "{}                                                           | foreign | false",
            })
    void anObjectNeedsItsKindAndItsNamespace(String kinds, String object, boolean allowed) {
        Map<String, Object> spec = YamlObject.of(kinds);
        spec.put("destinations", List.of(Map.of("server", "*", "namespace", "web")));
        ProjectRules rules = new ProjectRules(project(spec), ClusterNames.IN_CLUSTER);

        List<String> asObject = rules.objections(desired(object, false));
        List<String> asHook = rules.objections(desired(object, true));

        assertThat(asObject.isEmpty()).as(asObject.toString()).isEqualTo(allowed);
        assertThat(asHook).isEqualTo(asObject);
    }

    @Test
    void theProjectThatNobodyWroteAllowsEverything() {
        ProjectRules rules = new ProjectRules(Project.UNRESTRICTED, ClusterNames.IN_CLUSTER);

        assertThat(rules.objections(spec("web"))).isEmpty();
        assertThat(rules.objections(desired("role", false))).isEmpty();
        assertThat(rules.objections(desired("foreign", false))).isEmpty();
    }

    @Test
    void whatIsNotPermittedIsToldWithoutItsLogin() {
        assertThat(objectionsTo("https://t0ken@git.example.org/x", "[]").toString())
                .contains("https://***@git.example.org/x")
                .doesNotContain("t0ken");
    }

    private static List<String> objectionsTo(String url, String sourceRepos) {
        return rules("destinations: [{server: '*', namespace: '*'}]\nsourceRepos: " + sourceRepos)
                .objections(spec(url, "web"));
    }

    private static ProjectRules rules(String spec) {
        return new ProjectRules(project(YamlObject.of(spec)), ClusterNames.IN_CLUSTER);
    }

    private static Project project(Map<String, Object> spec) {
        return ProjectReader.read(Map.of("metadata", Map.of("name", "team"), "spec", spec))
                .project();
    }

    private static Spec spec(String namespace) {
        return spec("https://git.example.org/ops/infra.git", namespace);
    }

    private static Spec spec(String url, String namespace) {
        return ApplicationReader.read(
                        YamlObject.of(
                                """
                                metadata: {name: web}
                                spec:
                                  source: {repoURL: '%s', path: web}
                                  destination: {server: 'https://kubernetes.default.svc', namespace: %s}
                                """
                                        .formatted(url, namespace)))
                .application()
                .spec();
    }

    private static DesiredObjects desired(String object, boolean hook) {
        Manifest manifest =
                Manifest.of(
                        YamlObject.of(
                                switch (object) {
                                    case "cm" ->
                                            "{apiVersion: v1, kind: ConfigMap,"
                                                    + " metadata: {name: a, namespace: web}}";
                                    case "foreign" ->
                                            "{apiVersion: v1, kind: ConfigMap,"
                                                    + " metadata: {name: a, namespace: api}}";
                                    default ->
                                            "{apiVersion: rbac.authorization.k8s.io/v1,"
                                                    + " kind: ClusterRole, metadata: {name: web-a}}";
                                }),
                        "web/a.yaml:1");
        Target target = new Target(manifest, ResourceOptions.of(Map.of()), new Digest("d"), true);
        return hook
                ? DesiredObjects.ofHooks(List.of(target))
                : new DesiredObjects(
                        new TreeMap<>(Map.of(target.key(), target)),
                        List.of(),
                        List.of(),
                        List.of(),
                        new TreeMap<>(),
                        Set.of());
    }
}
