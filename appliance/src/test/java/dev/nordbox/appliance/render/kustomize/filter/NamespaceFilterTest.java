package dev.nordbox.appliance.render.kustomize.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceFilterTest {
    private static final FieldSpec NAME_OF_NAMESPACES =
            new FieldSpec(new Gvk("", "v1", "Namespace"), "metadata/name", true);
    private static final String BINDING =
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: b}
            subjects:
            - {kind: ServiceAccount, name: default}
            - {kind: ServiceAccount, name: robot, namespace: old}
            - {kind: Group, name: people}
            """;

    @Test
    void resourcesMoveUnlessTheyAreKnownToHaveNoNamespace() throws RenderException {
        assertThat(moved("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: old}"))
                .isEqualTo("new");
        assertThat(moved("apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}"))
                .isEqualTo("new");
        assertThat(moved("apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}"))
                .isEqualTo("none");
    }

    @Test
    void aNamespaceIsRenamed() throws RenderException {
        Node node = parse("apiVersion: v1\nkind: Namespace\nmetadata: {name: old}");
        filter(RoleBindingSubjects.DEFAULT_ONLY, false).apply(node);

        assertThat(node.textAt("metadata", "name")).contains("new");
    }

    @Test
    void onlyTheDefaultAccountOfABindingMoves() throws RenderException {
        assertThat(subjects(RoleBindingSubjects.DEFAULT_ONLY)).containsExactly("new", "old", "-");
        assertThat(subjects(RoleBindingSubjects.ALL_SERVICE_ACCOUNTS))
                .containsExactly("new", "new", "-");
        assertThat(subjects(RoleBindingSubjects.NONE)).containsExactly("-", "old", "-");
    }

    @Test
    void aNamespaceThatIsThereMayStay() throws RenderException {
        Node node = parse("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: old}");
        filter(RoleBindingSubjects.DEFAULT_ONLY, true).apply(node);

        assertThat(node.textAt("metadata", "namespace")).contains("old");
    }

    @Test
    void anUnknownModeIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> RoleBindingSubjects.of("some"))
                .hasMessageContaining("invalid value \"some\"")
                .hasMessageContaining("\"defaultOnly\", \"none\" or \"allServiceAccounts\"");
    }

    private static List<String> subjects(RoleBindingSubjects mode) throws RenderException {
        Node node = parse(BINDING);
        filter(mode, false).apply(node);
        return node.at("subjects").orElseThrow().asList().orElseThrow().items().stream()
                .map(subject -> subject.textAt("namespace").orElse("-"))
                .toList();
    }

    private static String moved(String text) throws RenderException {
        Node node = parse(text);
        filter(RoleBindingSubjects.DEFAULT_ONLY, false).apply(node);
        return node.textAt("metadata", "namespace").orElse("none");
    }

    private static NamespaceFilter filter(RoleBindingSubjects mode, boolean unsetOnly) {
        return new NamespaceFilter(
                "new", List.of(NAME_OF_NAMESPACES), unsetOnly, mode, OpenApi.kubernetes());
    }

    private static Node parse(String text) throws RenderException {
        return YamlParser.forResources().parse(text);
    }
}
