package dev.nordbox.appliance.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.IgnoreDifference;
import dev.nordbox.appliance.argo.Junk;
import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.ignore.Normaliser.Pair;
import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {

    private static final String LIVE =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: prod
              annotations: {a/b: '1', c~d: '2', keep: k}
              managedFields:
              - manager: scaler
                operation: Update
                fieldsType: FieldsV1
                fieldsV1:
                  f:metadata: {f:annotations: {'f:a/b': {}}}
                  f:spec:
                    f:replicas: {}
                    f:template:
                      f:spec:
                        f:containers:
                          'k:{"name":"sidecar"}': {.: {}, f:name: {}, f:image: {}}
                          'k:{"name":"web"}': {f:image: {}}
                        f:hosts: {'v:"b"': {}, 'i:0': {}}
            spec:
              replicas: 5
              template:
                spec:
                  hosts: [a, b, c]
                  containers:
                  - {name: web, image: 'web:1', ports: [80, 443]}
                  - {name: sidecar, image: 'proxy:1'}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/spec/replicas,                              replicas",
        "/metadata/annotations/a~1b,                  a/b",
        "/metadata/annotations/c~0d,                  c~d",
        "/spec/template/spec/containers/1,            proxy",
        "/spec/template/spec/containers/0/ports/1,    443",
        "/spec/template,                              containers",
    })
    void aPointerTakesAFieldOutOfBothStates(String pointer, String gone) throws JqException {
        Pair pair = pointing(pointer).normalise(live(), live());

        assertThat(pair.live().get("spec") + "" + annotations(pair.live())).doesNotContain(gone);
        assertThat(pair.predicted()).isEqualTo(pair.live());
        assertThat(live().get("spec") + "" + annotations(live())).contains(gone);
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/absent", "/spec/replicas/deeper", "/spec/template/spec/containers/7",
        "/spec/template/spec/containers/-", "/spec/template/spec/containers/01", "spec/replicas",
        "''", "/spec/~2", "/"
    })
    void aPointerToNothingTakesNothing(String pointer) throws JqException {
        assertThat(pointing(pointer).normalise(live(), live()).live()).isEqualTo(live());
    }

    @Test
    void theGivenObjectsStayAsTheyAre() throws JqException {
        Map<String, Object> live = live();

        pointing("/spec/replicas").normalise(live, live);

        assertThat(live).isEqualTo(live());
    }

    @Test
    void whatAManagerOwnsInTheLiveObjectGoesFromBothStates() throws JqException {
        Map<String, Object> predicted = YamlObject.of(LIVE.replace("replicas: 5", "replicas: 1"));
        predicted.put("metadata", Map.of("name", "web", "namespace", "prod"));

        Pair pair =
                Normaliser.of(List.of(rule("apps", "Deployment", List.of(), List.of("scaler"))))
                        .normalise(live(), predicted);

        assertThat(pair.live().get("spec")).isEqualTo(pair.predicted().get("spec"));
        assertThat(pair.live().get("spec"))
                .isEqualTo(
                        YamlObject.of(
                                "template: {spec: {hosts: [c],"
                                        + " containers: [{name: web, ports: [80, 443]}]}}"));
        assertThat(annotations(pair.live())).isEqualTo(Map.of("c~d", "2", "keep", "k"));
    }

    @Test
    void anotherManagersFieldsStay() throws JqException {
        assertThat(
                        Normaliser.of(List.of(rule("apps", "Deployment", List.of(), List.of("x"))))
                                .normalise(live(), live())
                                .live())
                .isEqualTo(live());
    }

    @Test
    void whatIsRespectedIsAppliedAsItIs() throws JqException {
        Manifest wanted =
                manifest(
                        """
                        replicas: 2
                        paused: true
                        template:
                          spec:
                            containers:
                            - {name: web, image: 'web:2', ports: [8080, 443]}
                        """);

        Manifest applied =
                pointing(
                                "/spec/replicas",
                                "/spec/paused",
                                "/spec/template/spec/containers/0/ports/0",
                                "/spec/template/spec/hosts")
                        .respect(wanted, live());

        assertThat(applied.content().get("spec"))
                .as("the value that it has; nothing where it has none; nothing that Git lacks")
                .isEqualTo(
                        YamlObject.of(
                                """
                                replicas: 5
                                template:
                                  spec:
                                    containers:
                                    - {name: web, image: 'web:2', ports: [80, 443]}
                                """));
        assertThat(wanted.content().get("spec").toString()).contains("replicas=2", "8080");
    }

    /** The proxy is put in front by somebody else: the same container has another place. */
    @Test
    void aRespectedElementIsFoundWhereverItStands() throws JqException {
        Manifest wanted =
                manifest("template: {spec: {containers: [{name: sidecar, image: 'proxy:2'}]}}");
        String image = ".spec.template.spec.containers[] | select(.name == \"sidecar\") | .image";

        Manifest applied = Normaliser.of(List.of(jq(image))).respect(wanted, live());

        assertThat(applied.content().get("spec"))
                .isEqualTo(
                        YamlObject.of(
                                "template: {spec: {containers:"
                                        + " [{name: sidecar, image: 'proxy:1'}]}}"));
    }

    @Test
    void aJqPathTakesAFieldOutOfBothStates() throws JqException {
        Pair pair =
                Normaliser.of(List.of(jq(".spec.template.spec.containers[].image")))
                        .normalise(live(), live());

        assertThat(pair.live().get("spec").toString()).contains("sidecar").doesNotContain("proxy:");
        assertThat(pair.predicted()).isEqualTo(pair.live());
    }

    @Test
    void whatARespectedManagerOwnsIsLeftToIt() throws JqException {
        Manifest wanted =
                manifest(
                        """
                        replicas: 2
                        template:
                          spec:
                            containers:
                            - {name: web, image: 'web:2', ports: [80]}
                        """);

        Manifest applied =
                Normaliser.of(List.of(rule("apps", "Deployment", List.of(), List.of("scaler"))))
                        .respect(wanted, live());

        assertThat(applied.content().get("spec"))
                .isEqualTo(
                        YamlObject.of(
                                "template: {spec: {containers: [{name: web, ports: [80]}]}}"));
    }

    @ParameterizedTest(name = "{0} {1} {2}/{3}: {4}")
    @CsvSource({
        "apps, Deployment, '',   '',   true",
        "*,    *,          '',   '',   true",
        "app*, Deploy????, '',   '',   true",
        "'',   Deployment, '',   '',   false",
        "apps, deployment, '',   '',   false",
        "apps, Deployment, prod, web,  true",
        "apps, Deployment, prod, w*,   false",
        "apps, Deployment, test, web,  false",
    })
    void aRuleIsForTheObjectsThatItNames(
            String group, String kind, String namespace, String name, boolean meant)
            throws JqException {
        IgnoreDifference rule =
                new IgnoreDifference(
                        group,
                        kind,
                        name,
                        namespace,
                        List.of("/spec/replicas"),
                        List.of(),
                        List.of());

        Map<String, Object> left = Normaliser.of(List.of(rule)).normalise(live(), live()).live();

        assertThat(left.equals(live())).isEqualTo(!meant);
    }

    @Test
    void whatIsNotConcernedIsNotEvenCopied() throws JqException {
        Normaliser normaliser = pointing("/spec/replicas");
        Map<String, Object> service = YamlObject.of("{apiVersion: v1, kind: Service}");

        assertThat(normaliser.normalise(service, service).live()).isSameAs(service);
        assertThat(normaliser.concerns(new GroupKind("", "Service"))).isFalse();
        assertThat(normaliser.concerns(new GroupKind("apps", "Deployment"))).isTrue();
    }

    @Test
    void noJunkInAnObjectMakesItThrow() throws JqException {
        Normaliser normaliser =
                Normaliser.of(
                        List.of(
                                rule("*", "*", List.of("/spec/template/spec/hosts/1"), List.of()),
                                rule("*", "*", List.of(), List.of("scaler"))));

        for (Object junk : Junk.inPlaceOfEachPartOf(live())) {
            if (junk instanceof Map<?, ?> map) {
                Map<String, Object> object = Json.parse(Json.print(map));

                assertThat(normaliser.normalise(object, object)).isNotNull();
            }
        }
    }

    private static IgnoreDifference jq(String path) {
        return new IgnoreDifference(
                "apps", "Deployment", "", "", List.of(), List.of(path), List.of());
    }

    private static Manifest manifest(String spec) {
        Map<String, Object> content =
                YamlObject.of(
                        "{apiVersion: apps/v1, kind: Deployment,"
                                + " metadata: {name: web, namespace: prod}}");
        content.put("spec", YamlObject.of(spec));
        return Manifest.of(content, "web.yaml");
    }

    private static Normaliser pointing(String... pointers) {
        return Normaliser.of(List.of(rule("apps", "Deployment", List.of(pointers), List.of())));
    }

    private static IgnoreDifference rule(
            String group, String kind, List<String> pointers, List<String> managers) {
        return new IgnoreDifference(group, kind, "", "", pointers, List.of(), managers);
    }

    private static Map<String, Object> live() {
        return Json.parse(Json.print(YamlObject.of(LIVE)));
    }

    private static Object annotations(Map<String, Object> object) {
        return ((Map<?, ?>) object.get("metadata")).get("annotations");
    }
}
