package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.key;
import static dev.nordbox.appliance.scenario.Objects.manifest;
import static dev.nordbox.appliance.scenario.Objects.namespaceText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Objects that were in the cluster before nordbox, applied by kubectl from the same files: what the
 * repository drops from then on goes, and no good manifest is refused for what they left behind.
 */
class AdoptionIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String BEFORE =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {team: gone}}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: c
                    image: registry.example.no/web:1
                    ports: [{containerPort: 80}, {containerPort: 81}]
                    env: [{name: STAYS, value: "1"}, {name: GOES, value: "2"}]
                  volumes: [{name: v, configMap: {name: settings}}]
            """;

    @Test
    void leftoverLabelEnvAndPortGo() throws Exception {
        given("leftover", BEFORE);

        follow(
                "leftover",
                BEFORE.replace(", labels: {team: gone}", "")
                        .replace(", {containerPort: 81}", "")
                        .replace(", {name: GOES, value: \"2\"}", ""));

        ResourceKey web = deployment("leftover", "web");
        BOX.awaitNoField(web, "metadata", "labels", "team");
        BOX.awaitSynced("leftover");
        Object container = container(web);
        assertThat(Fields.list(container, "ports")).hasSize(1);
        assertThat(Fields.list(container, "env")).hasSize(1);
    }

    @Test
    void valueOfAVariableMayMoveToASecret() throws Exception {
        given("envmoved", BEFORE);

        follow(
                "envmoved",
                BEFORE.replace(
                        "{name: GOES, value: \"2\"}",
                        "{name: GOES, valueFrom: {secretKeyRef: {name: s, key: k}}}"));

        BOX.awaitSynced("envmoved");
        assertThat(Fields.list(container(deployment("envmoved", "web")), "env"))
                .contains(
                        Map.of(
                                "name",
                                "GOES",
                                "valueFrom",
                                Map.of("secretKeyRef", Map.of("name", "s", "key", "k"))));
    }

    @Test
    void volumeMayBecomeAnotherKind() throws Exception {
        given("volumes", BEFORE);

        follow(
                "volumes",
                BEFORE.replace("configMap: {name: settings}", "secret: {secretName: settings}"));

        BOX.awaitSynced("volumes");
        List<Object> volumes =
                Fields.list(
                        BOX.object(deployment("volumes", "web")).content(),
                        "spec",
                        "template",
                        "spec",
                        "volumes");
        assertThat(Fields.map(volumes.get(0))).containsKey("secret").doesNotContainKey("configMap");
    }

    @Test
    void portOfAServiceMayChangeUnderItsName() throws Exception {
        String service =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  selector: {app: web}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """;
        given("ports", service);

        follow("ports", service.replace("port: 80,", "port: 8080,"));

        BOX.awaitSynced("ports");
        assertThat(Fields.list(ports("ports"), "spec", "ports"))
                .singleElement()
                .satisfies(port -> assertThat(Fields.number(port, "port")).isEqualTo(8080));
    }

    @Test
    void keyOfAConfigMapGoes() throws Exception {
        String settings =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata: {a: '1', b: '2'}\n";
        given("keys", settings);

        follow("keys", settings.replace(", b: '2'", ""));

        BOX.awaitNoField(configMapKey("keys", "s"), "data", "b");
        BOX.awaitSynced("keys");
    }

    @Test
    void whatIsDroppedAfterSomebodyEmptiedTheBooksStillGoes() throws Exception {
        String settings =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata: {a: '1', b: '2'}\n";
        follow("emptied", settings);
        BOX.awaitSynced("emptied");
        ResourceKey key = configMapKey("emptied", "s");

        BOX.somebody()
                .patch(
                        key,
                        List.of(
                                Map.of(
                                        "op", "replace",
                                        "path", "/metadata/managedFields",
                                        "value", List.of(Map.of()))));
        BOX.manifest("emptied", "object", settings.replace(", b: '2'", "")).commit();

        BOX.awaitNoField(key, "data", "b");
        BOX.awaitSynced("emptied");
    }

    @Test
    void whatControllersOfTheClusterSetStays() throws Exception {
        given("scaled", BEFORE);
        ResourceKey web = deployment("scaled", "web");
        BOX.somebody().edit(web, Map.of("spec", Map.of("replicas", 4)));

        follow("scaled", BEFORE.replace(", labels: {team: gone}", ""));

        BOX.awaitNoField(web, "metadata", "labels", "team");
        BOX.awaitSynced("scaled");
        assertThat(BOX.field(web, "spec", "replicas")).contains(4);
    }

    private static void given(String namespace, String yaml) throws Exception {
        BOX.given(namespaceText(namespace));
        BOX.somebody().applyClientSide(manifest(yaml, namespace));
    }

    private static void follow(String application, String yaml) throws Exception {
        BOX.application(application).manifest(application, "object", yaml).commit();
        BOX.start();
    }

    private static Object container(ResourceKey deployment) throws Exception {
        return Fields.list(
                        BOX.object(deployment).content(), "spec", "template", "spec", "containers")
                .get(0);
    }

    private static Object ports(String namespace) throws Exception {
        return BOX.object(key("", "Service", namespace, "web")).content();
    }
}
