package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.APPLICATION_SET;
import static dev.nordbox.appliance.catalog.ShopRepository.application;
import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static dev.nordbox.appliance.catalog.ShopRepository.followed;
import static dev.nordbox.appliance.catalog.ShopRepository.names;
import static dev.nordbox.appliance.catalog.ShopRepository.problem;
import static dev.nordbox.appliance.catalog.ShopRepository.read;
import static dev.nordbox.appliance.catalog.ShopRepository.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.cache.Renders;
import org.junit.jupiter.api.Test;

/** A repository that holds Applications. */
class RootReadingTest {
    private static final String PROJECT =
            "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: team}\n";

    @Test
    void theApplicationsOfARepositoryAreFoundWhereverTheyAre() {
        RootManifests root = read(sample().with("projects/team.yaml", PROJECT));

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactly("config", "production", "staging", "team");
        assertThat(root.manifests().get(0).origin()).isEqualTo("argocd-apps/config.yaml:1");
    }

    @Test
    void aPathIsReadAloneAndEverythingInItCounts() {
        RepositoryFiles files =
                sample().with("argocd-apps/note.yaml", configMap("note"))
                        .with("other/elsewhere.yaml", application("elsewhere", "apps/base"));

        RootManifests root = read(files, "argocd-apps/");

        assertThat(names(root)).containsOnly("config", "production", "staging", "note");
    }

    @Test
    void aRootKustomizationDecides() {
        RootManifests root =
                read(
                        sample().with(
                                        "kustomization.yaml",
                                        "resources: [argocd-apps/staging.yaml, cluster-config/quota.yaml]\n"));

        assertThat(names(root)).containsExactlyInAnyOrder("staging", "quota");
    }

    @Test
    void aPathOutsideOfTheRepositoryIsSaid() {
        assertThat(problem(read(sample(), "../secrets"))).contains("'../secrets'");
        assertThat(problem(read(sample(), "nowhere"))).contains("'nowhere' is no directory");
    }

    @Test
    void patchesChartsAndHiddenDirectoriesHoldNoApplications() {
        String patch =
                "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: config}\n"
                        + "spec: {syncPolicy: {automated: {}}}\n";
        String template = application("{{ .Release.Name }}", "apps") + "{{ end }}\n";

        RootManifests root =
                read(
                        sample().with("argocd-apps/patch.yaml", patch)
                                .with("chart/Chart.yaml", "name: chart\n")
                                .with("chart/templates/app.yaml", template)
                                .with(".github/app.yaml", application("hidden", "apps/base")));

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactly("config", "production", "staging");
    }

    @Test
    void theNextRevisionReadsOnlyTheDirectoriesThatChanged() {
        RootReading reading = new RootReading();
        RepositoryFiles files = sample();
        for (int i = 0; i < 50; i++) {
            files.with("lots/" + i + ".yaml", "no: application\n");
        }
        RootManifests first = reading.read(followed(), files, "", false);
        int cold = files.reads();

        reading.read(followed(), files.with("README.yaml", "new: file\n"), "", true);

        assertThat(names(first)).hasSize(3);
        assertThat(files.reads() - cold).isLessThan(20).isLessThan(cold);
    }

    @Test
    void theLastApplicationGoneDoesNotMakeTheRepositoryOneApplication() {
        RepositoryFiles left =
                RepositoryFiles.of("docs/example.yaml", configMap("example"))
                        .with("deploy/web.yaml", configMap("web"));

        RootManifests after = new RootReading().read(followed(), left, "", true);
        RootManifests anew = new RootReading().read(followed(), left, "", false);

        assertThat(after.manifests()).isEmpty();
        assertThat(after.problems()).isEmpty();
        assertThat(names(anew)).containsExactly("web", "example");
    }

    @Test
    void twoDifferentApplicationsOfOneNameAreBothLeftOut() {
        String inArgocd =
                application("staging", "apps/base")
                        .replace("  name: staging\n", "  name: staging\n  namespace: argocd\n");
        RootManifests root =
                read(
                        sample().with("old/config.yaml", application("config", "apps/base"))
                                .with("old/staging.yaml", inArgocd)
                                .with(
                                        "copy/production.yaml",
                                        application("production", "apps/overlays/production")));

        assertThat(root.problems())
                .satisfiesExactly(
                        config ->
                                assertThat(config)
                                        .contains("Application config is defined differently")
                                        .contains("argocd-apps/config.yaml:1")
                                        .contains("old/config.yaml:1"),
                        staging ->
                                assertThat(staging)
                                        .as("no namespace means argocd")
                                        .contains("Application staging"));
        assertThat(names(root)).as("the same twice is once").containsExactly("production");
    }

    @Test
    void applicationsOfOneNameInTwoNamespacesAreTwo() {
        String other =
                application("config", "apps/base")
                        .replace("  name: config\n", "  name: config\n  namespace: team\n");

        RootManifests root = read(sample().with("team/config.yaml", other));

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactly("config", "production", "staging", "config");
    }

    @Test
    void applicationSetsAreRefusedByNameAndTheOthersGoOn() {
        RootManifests root = read(sample().with("sets.yaml", APPLICATION_SET));

        assertThat(problem(root)).contains("sets.yaml:1").contains("ApplicationSet many");
        assertThat(names(root)).containsExactly("config", "production", "staging");
    }

    @Test
    void aFileThatMayHoldAnApplicationAndCannotBeReadIsNotOverlooked() {
        RootManifests root =
                read(sample().with("argocd-apps/bad.yaml", application("x", "apps") + " a: [\n"));

        assertThat(problem(root)).contains("argocd-apps/bad.yaml");
        assertThat(names(root)).containsExactly("config", "production", "staging");
    }

    @Test
    void aFileWithoutApplicationsThatIsNoYamlDoesNoHarm() {
        RootManifests root = read(sample().with("docs/broken.yaml", "kind: [\n"));

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).hasSize(3);
    }

    @Test
    void aDefectOfOursIsAProblemAndNoException() {
        RootReading reading =
                new RootReading(
                        options ->
                                (tree, directory) -> {
                                    throw new IllegalStateException("a defect");
                                },
                        Renders.notKept());

        RootManifests root = reading.read(followed(), sample(), "argocd-apps", false);

        assertThat(problem(root)).contains("defect of nordbox").contains("IllegalStateException");
    }
}
