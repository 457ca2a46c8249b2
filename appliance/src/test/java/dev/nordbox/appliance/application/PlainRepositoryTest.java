package dev.nordbox.appliance.application;

import static dev.nordbox.appliance.application.ShopRepository.APPLICATION_SET;
import static dev.nordbox.appliance.application.ShopRepository.configMap;
import static dev.nordbox.appliance.application.ShopRepository.objects;
import static dev.nordbox.appliance.application.ShopRepository.problem;
import static dev.nordbox.appliance.application.ShopRepository.read;
import static dev.nordbox.appliance.application.ShopRepository.rendered;
import static dev.nordbox.appliance.application.ShopRepository.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import org.junit.jupiter.api.Test;

/** A repository, or a path of one, that holds no Application. */
class PlainRepositoryTest {
    /** A step of a CI workflow. */
    private static final String HEREDOC =
            "steps:\n- run: |\n    kubectl apply -f - <<EOF\n    apiVersion: v1\n"
                    + "    kind: ConfigMap\n    metadata: {name: x}\n    EOF\n";

    private final ApplicationRepository repository =
            new ApplicationRepository("", RepositoryRenderer::new);

    @Test
    void aPathOfPlainManifestsIsOneApplicationNamedAfterTheRepository() {
        DesiredState state =
                read(
                        new ApplicationRepository("apps/overlays/staging", RepositoryRenderer::new),
                        sample());

        assertThat(objects(state, "shop")).containsExactly("staging-web");
        assertThat(rendered(state, "shop").policy()).isEqualTo(SyncPolicy.ofPlainRepository());
        assertThat(rendered(state, "shop").namespace()).isEqualTo("default");
    }

    @Test
    void aRepositoryWithoutApplicationsIsOneApplication() {
        DesiredState state =
                read(
                        repository,
                        RepositoryFiles.of("a.yaml", configMap("a"))
                                .with("deep/er/b.yaml", configMap("b")));

        assertThat(objects(state, "shop")).containsExactly("a", "b");
    }

    @Test
    void kustomizationsThatNobodyChoosesAreNotGuessedAt() {
        DesiredState state =
                read(
                        repository,
                        RepositoryFiles.of("apps/base/kustomization.yaml", "resources: [w.yaml]\n")
                                .with("apps/base/w.yaml", configMap("w"))
                                .with("apps/prod/kustomization.yaml", "resources: [../base]\n"));

        assertThat(state.complete()).isFalse();
        assertThat(problem(state, "shop")).contains("apps/base, apps/prod").contains("--path");
    }

    @Test
    void aPlainRepositoryIsItsManifestsAndNotWhatElseLiesInIt() {
        DesiredState state =
                read(
                        repository,
                        RepositoryFiles.of("a.yaml", configMap("a"))
                                .with(
                                        "nordbox.yaml",
                                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\n")
                                .with(".github/workflows/e2e.yml", HEREDOC)
                                .with(".gitlab-ci.yml", HEREDOC));

        assertThat(objects(state, "shop")).containsExactly("a");
    }

    @Test
    void chartsThatNobodyChoosesAreNotGuessedAt() {
        DesiredState state =
                read(
                        repository,
                        RepositoryFiles.of("a.yaml", configMap("a"))
                                .with("charts/web/Chart.yaml", "name: web\n")
                                .with("charts/web/templates/web.yaml", configMap("web")));

        assertThat(problem(state, "shop")).contains("charts (charts/web)").contains("--path");
    }

    @Test
    void aRepositoryOfAnApplicationSetAloneIsNotAppliedAsOne() {
        RepositoryFiles files =
                RepositoryFiles.of("sets.yaml", APPLICATION_SET)
                        .with("apps/web/web.yaml", configMap("web"));

        DesiredState found = read(repository, files);
        DesiredState named =
                read(
                        new ApplicationRepository("sets", RepositoryRenderer::new),
                        RepositoryFiles.of("sets/many.yaml", APPLICATION_SET));

        assertThat(found.applications())
                .extracting(DesiredApplication::name)
                .containsExactly("many");
        assertThat(named.applications())
                .extracting(DesiredApplication::name)
                .containsExactly("many");
    }
}
