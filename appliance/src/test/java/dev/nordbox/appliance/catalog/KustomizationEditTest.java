package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static dev.nordbox.appliance.catalog.ShopRepository.names;
import static dev.nordbox.appliance.catalog.Sources.CONTEXT;
import static dev.nordbox.appliance.catalog.Sources.at;
import static dev.nordbox.appliance.catalog.Sources.kustomize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Application adds to the kustomization at its path. */
class KustomizationEditTest {
    private static final String WEB =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                    + "spec:\n  selector: {matchLabels: {app: web}}\n  template:\n"
                    + "    metadata: {labels: {app: web}}\n"
                    + "    spec: {containers: [{name: web, image: 'nginx:1'}]}\n";

    private final RepositoryFiles files =
            RepositoryFiles.of("app/web.yaml", WEB)
                    .with("app/kustomization.yaml", "resources: [web.yaml]\n");

    @Test
    void namesAndNamespaceReplaceThoseOfTheKustomization() throws Exception {
        files.with(
                "app/kustomization.yaml",
                "resources: [web.yaml]\nnamePrefix: old-\nnamespace: old\n");

        Manifest web = web("namePrefix: new-\nnameSuffix: -v2\nnamespace: fresh");

        assertThat(web.key().name()).isEqualTo("new-web-v2");
        assertThat(web.key().namespace()).isEqualTo("fresh");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx:2                           | nginx:2",
                "nginx=registry.example:5000/n     | registry.example:5000/n:1",
                "nginx=registry.example/n:3        | registry.example/n:3",
                "nginx@sha256:abc                  | nginx@sha256:abc",
                "nginx=other:4@sha256:abc          | other:4@sha256:abc",
                "nginx:*                           | nginx:9",
                "nginx:rev-$ARGOCD_APP_REVISION_SHORT | nginx:rev-0123456",
                "busybox:2                         | nginx:9",
            })
    void anImageReplacesTheEntryOfItsName(String image, String result) throws Exception {
        String present = result.contains(":1") ? "" : "images: [{name: nginx, newTag: '9'}]\n";
        files.with("app/kustomization.yaml", "resources: [web.yaml]\n" + present);

        assertThat(image(web("images: ['" + image.strip() + "']"))).isEqualTo(result.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "=nginx:2", "nginx=", ""})
    void whatIsNoImageIsRefused(String image) {
        assertThatThrownBy(() -> web("images: ['" + image + "']"))
                .hasMessageContaining("spec.source.kustomize.images: '" + image + "' is no image");
    }

    @Test
    void replicasReplaceTheEntryOfTheirName() throws Exception {
        files.with(
                "app/kustomization.yaml",
                "resources: [web.yaml]\nreplicas: [{name: web, count: 2}]\n");

        assertThat(at(web("replicas: [{name: web, count: 5}]"), "spec", "replicas")).isEqualTo(5L);
    }

    @Test
    void commonLabelsReachSelectorsUnlessTheyAreToldNotTo() throws Exception {
        Manifest everywhere = web("commonLabels: {team: $ARGOCD_APP_NAME}");
        Manifest outside = web("commonLabels: {team: a}\nlabelWithoutSelector: true");
        Manifest templates =
                web(
                        "commonLabels: {team: a}\nlabelWithoutSelector: true\n"
                                + "labelIncludeTemplates: true");

        assertThat(selector(everywhere)).containsEntry("team", "web");
        assertThat(labels(outside)).containsEntry("team", "a");
        assertThat(selector(outside)).doesNotContainKey("team");
        assertThat(templateLabels(outside)).doesNotContainKey("team");
        assertThat(selector(templates)).doesNotContainKey("team");
        assertThat(templateLabels(templates)).containsEntry("team", "a");
    }

    @Test
    void templatesAloneCannotBeLabelled() {
        assertThatThrownBy(() -> web("commonLabels: {team: a}\nlabelIncludeTemplates: true"))
                .hasMessageContaining("labelIncludeTemplates")
                .hasMessageContaining("labelWithoutSelector");
    }

    @Test
    void aLabelThatTheKustomizationSetsIsReplacedByForceOnly() throws Exception {
        files.with(
                "app/kustomization.yaml",
                "resources: [web.yaml]\ncommonLabels: {team: old}\nlabels: [{pairs: {tier: old}}]\n");

        assertThatThrownBy(() -> web("commonLabels: {team: new}"))
                .hasMessageContaining("team is set by app/kustomization.yaml already")
                .hasMessageContaining("forceCommonLabels");
        assertThatThrownBy(() -> web("commonLabels: {tier: new}\nlabelWithoutSelector: true"))
                .hasMessageContaining("tier is set by app/kustomization.yaml already");
        assertThat(labels(web("commonLabels: {team: new}\nforceCommonLabels: true")))
                .containsEntry("team", "new")
                .containsEntry("tier", "old");
        assertThat(
                        labels(
                                web(
                                        "commonLabels: {tier: new, more: x}\n"
                                                + "labelWithoutSelector: true\n"
                                                + "forceCommonLabels: true")))
                .containsEntry("tier", "new")
                .containsEntry("more", "x")
                .containsEntry("team", "old");
    }

    @Test
    void annotationsAreFilledInWhenAskedTo() throws Exception {
        String annotations = "commonAnnotations: {at: '${ARGOCD_APP_REVISION_SHORT_8}, 5$$'}";

        assertThat(web(annotations).annotation("at"))
                .hasValue("${ARGOCD_APP_REVISION_SHORT_8}, 5$$");
        assertThat(web(annotations + "\ncommonAnnotationsEnvsubst: true").annotation("at"))
                .hasValue("01234567, 5$");
    }

    @Test
    void anAnnotationThatTheKustomizationSetsIsReplacedByForceOnly() throws Exception {
        files.with(
                "app/kustomization.yaml", "resources: [web.yaml]\ncommonAnnotations: {who: old}\n");

        assertThatThrownBy(() -> web("commonAnnotations: {who: new}"))
                .hasMessageContaining("forceCommonAnnotations");
        assertThat(
                        web("commonAnnotations: {who: new}\nforceCommonAnnotations: true")
                                .annotation("who"))
                .hasValue("new");
    }

    @Test
    void patchesComeAfterThoseOfTheKustomization() throws Exception {
        files.with("app/patch.yaml", replicas(4))
                .with(
                        "app/kustomization.yaml",
                        "resources: [web.yaml]\npatches: [{path: two.yaml}]\n")
                .with("app/two.yaml", replicas(2));

        Manifest byFile = web("patches: [{path: patch.yaml}]");
        Manifest byText =
                web(
                        "patches:\n- target: {kind: Deployment, labelSelector: 'no=body'}\n"
                                + "  patch: |-\n    - op: replace\n      path: /spec/replicas\n"
                                + "      value: 7\n- target: {kind: Deployment, name: w.*}\n"
                                + "  options: {allowNameChange: true}\n"
                                + "  patch: |-\n    - op: replace\n      path: /metadata/name\n"
                                + "      value: renamed");

        assertThat(at(byFile, "spec", "replicas")).isEqualTo(4L);
        assertThat(at(byText, "spec", "replicas")).isEqualTo(2L);
        assertThat(byText.key().name()).isEqualTo("renamed");
    }

    @Test
    void componentsAreAddedAndMissingOnesLeftOutWhenAskedTo() throws Exception {
        files.with(
                        "parts/extra/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
                                + "resources: [cm.yaml]\n")
                .with("parts/extra/cm.yaml", configMap("extra"));

        List<Manifest> with =
                render(
                        "components: [../parts/extra, ../parts/gone]\n"
                                + "ignoreMissingComponents: true");

        assertThat(names(with)).containsExactlyInAnyOrder("web", "extra");
        assertThatThrownBy(() -> render("components: [../parts/gone]"))
                .hasMessageContaining("parts/gone");
    }

    @Test
    void whatIsWrongInTheKustomizationIsSaidByItsBuild() {
        files.with("app/kustomization.yaml", "resorces: [web.yaml]\n");

        assertThatThrownBy(() -> web("namePrefix: a-"))
                .hasMessageContaining("invalid Kustomization")
                .hasMessageContaining("resorces");
    }

    @Test
    void theRepositoryItselfStaysAsItIs() throws Exception {
        web("namePrefix: a-");

        assertThat(new String(files.read("app/kustomization.yaml")))
                .isEqualTo("resources: [web.yaml]\n");
    }

    private List<Manifest> render(String options) throws Exception {
        return new SourceReading().render(files, kustomize("app", options), CONTEXT).manifests();
    }

    private Manifest web(String options) throws Exception {
        return render(options).get(0);
    }

    private static String replicas(int count) {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: "
                + count
                + "}\n";
    }

    private static Object image(Manifest web) {
        List<?> containers = (List<?>) at(web, "spec", "template", "spec", "containers");
        return ((Map<?, ?>) containers.get(0)).get("image");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> labels(Manifest web) {
        return (Map<String, Object>) at(web, "metadata", "labels");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> selector(Manifest web) {
        return (Map<String, Object>) at(web, "spec", "selector", "matchLabels");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> templateLabels(Manifest web) {
        return (Map<String, Object>) at(web, "spec", "template", "metadata", "labels");
    }
}
