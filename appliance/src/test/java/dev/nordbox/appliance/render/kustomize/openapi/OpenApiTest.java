package dev.nordbox.appliance.render.kustomize.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi.Scope;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private final OpenApi kubernetes = OpenApi.kubernetes();

    @Test
    void listsOfBuiltInTypesKnowTheirKeys() {
        assertThat(
                        keys(
                                kubernetes,
                                "apps/v1",
                                "Deployment",
                                "spec",
                                "template",
                                "spec",
                                "containers"))
                .contains(List.of("name"));
        assertThat(keys(kubernetes, "v1", "Service", "spec", "ports"))
                .contains(List.of("port", "protocol"));
        assertThat(keys(kubernetes, "v1", "Pod", "metadata", "finalizers")).contains(List.of());
        assertThat(keys(kubernetes, "v1", "Pod", "spec", "tolerations")).isEmpty();
    }

    @Test
    void elementsOfAListHaveATypeOfTheirOwn() {
        ResourceSchema containers =
                field(kubernetes, "v1", "Pod", "spec", "containers").orElseThrow();

        assertThat(containers.elements().flatMap(type -> type.field("env")))
                .hasValueSatisfying(env -> assertThat(env.mergeKeys()).containsExactly("name"));
    }

    @Test
    void unknownKindsHaveNeitherTypeNorScope() {
        assertThat(kubernetes.schema("example.com/v1", "Thing")).isEmpty();
        assertThat(kubernetes.scope("example.com/v1", "Thing")).isEmpty();
        assertThat(kubernetes.isCertainlyClusterScoped("example.com/v1", "Thing")).isFalse();
    }

    @Test
    void scopesAreThoseOfTheBuiltInVersion() {
        assertThat(kubernetes.scope("v1", "Namespace")).contains(Scope.CLUSTER);
        assertThat(kubernetes.scope("apps/v1", "Deployment")).contains(Scope.NAMESPACED);
        // Younger than the version that is built in.
        assertThat(kubernetes.scope("gateway.networking.k8s.io/v1", "GatewayClass")).isEmpty();
    }

    @Test
    void aDocumentOfTheUsersOwnTakesTheirPlace() throws RenderException {
        OpenApi custom =
                OpenApi.custom(
                        (MapNode)
                                YamlParser.forConfiguration()
                                        .parse(
                                                """
                                                definitions:
                                                  thing:
                                                    x-kubernetes-group-version-kind:
                                                    - {group: example.com, version: v1, kind: Thing}
                                                    properties:
                                                      spec: {$ref: '#/definitions/spec'}
                                                  spec:
                                                    properties:
                                                      items:
                                                        type: array
                                                        items: {$ref: '#/definitions/item'}
                                                        x-kubernetes-patch-strategy: merge
                                                        x-kubernetes-patch-merge-key: id
                                                  item: {$ref: '#/definitions/item'}
                                                paths:
                                                  /apis/example.com/v1/things:
                                                    get:
                                                      x-kubernetes-group-version-kind:
                                                        {group: example.com, version: v1, kind: Thing}
                                                """));

        assertThat(keys(custom, "example.com/v1", "Thing", "spec", "items"))
                .contains(List.of("id"));
        assertThat(custom.scope("example.com/v1", "Thing")).contains(Scope.CLUSTER);
        assertThat(custom.schema("apps/v1", "Deployment")).isEmpty();
        assertThat(custom.scope("v1", "Namespace")).contains(Scope.CLUSTER);
        // A definition that refers to itself leads nowhere, and ends.
        assertThat(
                        field(custom, "example.com/v1", "Thing", "spec", "items")
                                .flatMap(ResourceSchema::elements))
                .isEmpty();
    }

    private static Optional<List<String>> keys(
            OpenApi types, String apiVersion, String kind, String... path) {
        return field(types, apiVersion, kind, path)
                .filter(ResourceSchema::isAssociative)
                .map(ResourceSchema::mergeKeys);
    }

    private static Optional<ResourceSchema> field(
            OpenApi types, String apiVersion, String kind, String... path) {
        Optional<ResourceSchema> schema = types.schema(apiVersion, kind);
        for (String name : path) {
            schema = schema.flatMap(type -> type.field(name));
        }
        return schema;
    }
}
