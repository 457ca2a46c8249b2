package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.APPLICATION_SET;
import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static dev.nordbox.appliance.catalog.ShopRepository.names;
import static dev.nordbox.appliance.catalog.ShopRepository.problem;
import static dev.nordbox.appliance.catalog.ShopRepository.read;
import static dev.nordbox.appliance.catalog.ShopRepository.sample;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A repository, or a path of one, that holds no Application. */
class PlainRepositoryTest {
    /** A step of a CI workflow. */
    private static final String HEREDOC =
            "steps:\n- run: |\n    kubectl apply -f - <<EOF\n    apiVersion: v1\n"
                    + "    kind: ConfigMap\n    metadata: {name: x}\n    EOF\n";

    @Test
    void aPathIsRenderedAsItsDirectorySays() {
        RootManifests root = read(sample(), "apps/overlays/staging");

        assertThat(names(root)).containsExactly("staging-web");
    }

    @Test
    void aRepositoryWithoutApplicationsIsOneApplication() {
        RootManifests root =
                read(
                        RepositoryFiles.of("a.yaml", configMap("a"))
                                .with("deep/er/b.yaml", configMap("b")));

        assertThat(names(root)).containsExactly("a", "b");
    }

    @Test
    void kustomizationsThatNobodyChoosesAreNotGuessedAt() {
        RootManifests root =
                read(
                        RepositoryFiles.of("apps/base/kustomization.yaml", "resources: [w.yaml]\n")
                                .with("apps/base/w.yaml", configMap("w"))
                                .with("apps/prod/kustomization.yaml", "resources: [../base]\n"));

        assertThat(problem(root)).contains("apps/base, apps/prod").contains("--path");
        assertThat(root.manifests()).isEmpty();
    }

    @Test
    void chartsThatNobodyChoosesAreNotGuessedAt() {
        RootManifests root =
                read(
                        RepositoryFiles.of("a.yaml", configMap("a"))
                                .with("charts/web/Chart.yaml", "name: web\n")
                                .with("charts/web/templates/web.yaml", configMap("web")));

        assertThat(problem(root)).contains("charts (charts/web)").contains("--path");
    }

    @Test
    void aChartIsRefusedByName() {
        RepositoryFiles files =
                sample().with("charts/web/Chart.yaml", "name: web\n")
                        .with("charts/web/templates/web.yaml", configMap("web"));

        assertThat(problem(read(files, "charts/web")))
                .contains("charts/web/Chart.yaml")
                .contains("helm");
    }

    @Test
    void aPlainRepositoryIsItsManifestsAndNotWhatElseLiesInIt() {
        RootManifests root =
                read(
                        RepositoryFiles.of("a.yaml", configMap("a"))
                                .with(
                                        "nordbox.yaml",
                                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\n")
                                .with(".github/workflows/e2e.yml", HEREDOC)
                                .with(".gitlab-ci.yml", HEREDOC));

        assertThat(names(root)).containsExactly("a");
    }

    @Test
    void aRepositoryOfAnApplicationSetAloneIsNotAppliedAsOne() {
        RepositoryFiles files =
                RepositoryFiles.of("sets.yaml", APPLICATION_SET)
                        .with("apps/web/web.yaml", configMap("web"));

        RootManifests found = read(files);
        RootManifests named = read(RepositoryFiles.of("sets/many.yaml", APPLICATION_SET), "sets");

        assertThat(found.manifests()).isEmpty();
        assertThat(problem(found)).contains("ApplicationSet many");
        assertThat(named.manifests()).isEmpty();
        assertThat(problem(named)).contains("ApplicationSet many");
    }
}
