package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What server-side apply by itself would leave as it is, or fight over for ever. */
class ServerSideIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ntype: Opaque\n";

    @Test
    void keyThatLeavesStringDataGoes() throws Exception {
        secretOfTwoKeys("string1");

        BOX.manifest("string1", "secret", SECRET + "stringData: {user: app}\n").commit();

        BOX.awaitNoField(secret("string1"), "data", "old-token");
        BOX.awaitSynced("string1");
    }

    @Test
    void keyThatMovesFromStringDataToDataGoes() throws Exception {
        secretOfTwoKeys("string2");

        BOX.manifest("string2", "secret", SECRET + "data: {user: YXBw}\n").commit();

        BOX.awaitNoField(secret("string2"), "data", "old-token");
        BOX.awaitSynced("string2");
    }

    @Test
    void handMadeChangeOfAKeyOfStringDataIsReverted() throws Exception {
        secretOfTwoKeys("string3");
        String before = (String) BOX.field(secret("string3"), "data", "user").orElseThrow();

        BOX.somebody().edit(secret("string3"), Map.of("data", Map.of("user", "b3RoZXI=")));

        BOX.awaitField(secret("string3"), before, "data", "user");
    }

    private static void secretOfTwoKeys(String application) throws Exception {
        BOX.application(application)
                .manifest(
                        application,
                        "secret",
                        SECRET + "stringData: {user: app, old-token: not-secret-1}\n");
        BOX.commit();
        BOX.start();
        BOX.awaitSynced(application);
        assertThat(BOX.field(secret(application), "data", "old-token")).isPresent();
    }

    private static ResourceKey secret(String namespace) {
        return key("", "Secret", namespace, "db");
    }

    @Test
    void orderOfListItemsIsHealed() throws Exception {
        BOX.application("order")
                .manifest(
                        "order",
                        "web",
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web}
                        spec:
                          selector: {matchLabels: {app: web}}
                          template:
                            metadata: {labels: {app: web}}
                            spec:
                              initContainers:
                              - {name: first, image: "registry.example.no/app:1"}
                              - {name: second, image: "registry.example.no/app:1"}
                              containers: [{name: c, image: "registry.example.no/app:1"}]
                        """);
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("order");
        ResourceKey web = deployment("order", "web");
        List<Object> inits = initContainers(web);

        BOX.somebody()
                .patch(
                        web,
                        List.of(
                                Map.of(
                                        "op", "replace",
                                        "path", "/spec/template/spec/initContainers",
                                        "value", List.of(inits.get(1), inits.get(0)))));

        BOX.await(
                "the first is first again",
                () ->
                        Fields.text(initContainers(web).get(0), "name")
                                .filter("first"::equals)
                                .isPresent());
    }

    private static List<Object> initContainers(ResourceKey deployment) throws Exception {
        return Fields.list(
                BOX.object(deployment).content(), "spec", "template", "spec", "initContainers");
    }

    @Test
    void tooLargeAnObjectIsTheObjectsFaultAndNoOutage() throws Exception {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            data.append("  key-").append(i).append("-of-a-large-map: \"1\"\n");
        }
        BOX.application("large")
                .manifest(
                        "large",
                        "large",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata:\n" + data);
        BOX.commit();
        BOX.start();

        BOX.await("it is told", () -> BOX.message("large").contains("request is too large"));
        assertThat(BOX.message("large")).contains("large").contains("split it");
        assertThat(BOX.controller().status().problem()).isEmpty();
    }

    @Test
    void statusOfAResourceWithoutStatusSubresourceIsContent() throws Exception {
        BOX.application("plain")
                .manifest("plain", "kind", definition("plains", "Plain"))
                .manifest(
                        "plain",
                        "object",
                        """
                        apiVersion: example.no/v1
                        kind: Plain
                        metadata: {name: one}
                        spec: {a: "1"}
                        status: {b: "2"}
                        """);
        BOX.commit();
        BOX.start();

        BOX.awaitField(key("example.no", "Plain", "plain", "one"), "2", "status", "b");
        BOX.awaitSynced("plain");
    }

    @Test
    void oneCommitBringsAFieldOfTheDefinitionAndItsUse() throws Exception {
        String kind = definition("gears", "Gear");
        String open = "x-kubernetes-preserve-unknown-fields: true";
        String typed = "properties: {spec: {type: object, properties: {%s}}}";
        String gear = "apiVersion: example.no/v1\nkind: Gear\nmetadata: {name: one}\nspec: {%s}\n";
        BOX.application(
                        "upgraded",
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true]",
                        "retry: {limit: 0}")
                .manifest(
                        "upgraded",
                        "kind",
                        kind.replace(open, typed.formatted("a: {type: string}")))
                .manifest("upgraded", "object", gear.formatted("a: x"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("upgraded");

        BOX.manifest(
                        "upgraded",
                        "kind",
                        kind.replace(open, typed.formatted("a: {type: string}, b: {type: string}")))
                .manifest("upgraded", "object", gear.formatted("a: x, b: z"));
        BOX.commit();

        BOX.awaitSynced("upgraded");
        BOX.awaitField(key("example.no", "Gear", "upgraded", "one"), "z", "spec", "b");
    }

    static String definition(String plural, String kind) {
        return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %1$s.example.no}
        spec:
          group: example.no
          scope: Namespaced
          names: {plural: %1$s, kind: %2$s}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                x-kubernetes-preserve-unknown-fields: true
        """
                .formatted(plural, kind);
    }

    @Test
    void leaseTellsItsTimeInSixDigits() throws Exception {
        BOX.application("digits").manifest("digits", "s", Objects.configMap("s", "1")).commit();
        BOX.start();
        BOX.awaitSynced("digits");

        assertThat(
                        BOX.admin()
                                .list(
                                        key("coordination.k8s.io", "Lease", "", "").groupKind(),
                                        "argocd",
                                        dev.nordbox.appliance.cluster.Detail.FULL))
                .anySatisfy(
                        lease -> {
                            assertThat(lease.key().name()).startsWith("nordbox-leasetells");
                            assertThat(Fields.text(lease.content(), "spec", "renewTime"))
                                    .hasValueSatisfying(
                                            time -> assertThat(time).matches(".*\\.[0-9]{6}Z"));
                        });
    }
}
