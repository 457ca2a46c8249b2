package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.application;
import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static dev.nordbox.appliance.catalog.ShopRepository.followed;
import static dev.nordbox.appliance.catalog.ShopRepository.names;
import static dev.nordbox.appliance.catalog.ShopRepository.problem;
import static dev.nordbox.appliance.catalog.ShopRepository.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import org.junit.jupiter.api.Test;

/** Applications that a kustomization has a say in. */
class KustomizedApplicationsTest {

    @Test
    void anApplicationThatIsCommentedOutOfItsKustomizationIsOff() {
        RepositoryFiles files = switchedOff().with("root.yaml", application("root", "argocd"));

        RootManifests root = read(files);

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).contains("root", "web").doesNotContain("legacy");
    }

    @Test
    void whatLiesBelowAKustomizationAndIsNotRenderedDoesNotCount() {
        RepositoryFiles files =
                switchedOff()
                        .with("argocd/attic/old.yaml", application("old", "apps/old"))
                        .with("argocd/broken.yaml", application("b", "apps/b") + " a: [\n");

        RootManifests root = read(files);

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactly("web");
    }

    @Test
    void aPatchCountsAsItSays() {
        RepositoryFiles files =
                RepositoryFiles.of("argocd/web.yaml", application("web", "apps/web"))
                        .with(
                                "argocd/kustomization.yaml",
                                "resources: [web.yaml]\npatches:\n- target: {kind: Application}\n"
                                        + "  patch: '[{\"op\": \"replace\", \"path\":"
                                        + " \"/spec/source/path\", \"value\": \"apps/new\"}]'\n");

        assertThat(path(read(files).manifests().get(0))).isEqualTo("apps/new");
    }

    @Test
    void aBaseThatAnotherPatchesDoesNotCountByItself() {
        RepositoryFiles files =
                RepositoryFiles.of("argocd/base/web.yaml", application("web", "apps/web"))
                        .with("argocd/base/kustomization.yaml", "resources: [web.yaml]\n")
                        .with(
                                "argocd/prod/kustomization.yaml",
                                "resources: [../base]\npatches:\n- target: {kind: Application}\n"
                                        + "  patch: '[{\"op\": \"replace\", \"path\":"
                                        + " \"/spec/source/path\", \"value\": \"apps/prod\"}]'\n");

        RootManifests root = read(files);

        assertThat(root.problems()).isEmpty();
        assertThat(root.manifests()).hasSize(1);
        assertThat(path(root.manifests().get(0))).isEqualTo("apps/prod");
    }

    @Test
    void twoOverlaysThatPatchOneApplicationAreNotChosenBetween() {
        String overlay =
                "resources: [../base]\npatches:\n- target: {kind: Application}\n"
                        + "  patch: '[{\"op\": \"replace\", \"path\": \"/spec/source/path\","
                        + " \"value\": \"apps/%s\"}]'\n";
        RepositoryFiles files =
                RepositoryFiles.of("argocd/base/web.yaml", application("web", "apps/web"))
                        .with("argocd/base/kustomization.yaml", "resources: [web.yaml]\n")
                        .with("argocd/prod/kustomization.yaml", overlay.formatted("prod"))
                        .with("argocd/test/kustomization.yaml", overlay.formatted("test"));

        RootManifests root = read(files);

        assertThat(problem(root)).contains("Application web is defined differently");
        assertThat(root.manifests()).isEmpty();
    }

    @Test
    void aComponentCountsWhereItIsUsed() {
        String component =
                "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [%s]\n";
        RepositoryFiles files =
                switchedOff()
                        .with("parts/used/used.yaml", application("used", "apps/used"))
                        .with("parts/used/kustomization.yaml", component.formatted("used.yaml"))
                        .with("parts/unused/unused.yaml", application("unused", "apps/unused"))
                        .with("parts/unused/kustomization.yaml", component.formatted("unused.yaml"))
                        .with(
                                "argocd/kustomization.yaml",
                                "resources: [web.yaml]\ncomponents: [../parts/used]\n");

        RootManifests root = read(files);

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactlyInAnyOrder("web", "used");
    }

    @Test
    void aKustomizationOfWorkloadsIsLeftToItsApplication() {
        RepositoryFiles files =
                RepositoryFiles.of("argocd/web.yaml", application("web", "apps/web"))
                        .with("apps/web/kustomization.yaml", "resources: [nowhere.yaml]\n");

        RootManifests root = read(files);

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactly("web");
    }

    @Test
    void aKustomizationThatCannotBeBuiltIsAProblemAndTheOthersGoOn() {
        RepositoryFiles files =
                switchedOff()
                        .with("argocd/kustomization.yaml", "resources: [web.yaml, gone.yaml]\n")
                        .with("more/other.yaml", application("other", "apps/other"));

        RootManifests root = read(files);

        assertThat(problem(root)).contains("'argocd'").contains("gone.yaml");
        assertThat(names(root)).containsExactly("other");
    }

    @Test
    void aBaseOfABrokenOverlayDoesNotCountUnpatched() {
        RepositoryFiles files =
                RepositoryFiles.of("argocd/base/web.yaml", application("web", "apps/web"))
                        .with("argocd/base/kustomization.yaml", "resources: [web.yaml]\n")
                        .with(
                                "argocd/prod/kustomization.yaml",
                                "resources: [../base, gone.yaml]\n");

        RootManifests root = read(files);

        assertThat(problem(root)).contains("'argocd/prod'");
        assertThat(root.manifests()).isEmpty();
    }

    @Test
    void aBrokenBaseIsAProblemAndSoIsWhatIsBuiltOnIt() {
        RepositoryFiles files =
                RepositoryFiles.of("argocd/base/web.yaml", application("web", "apps/web"))
                        .with(
                                "argocd/base/kustomization.yaml",
                                "resources: [web.yaml]\nreplacements: [{path: ../gone.yaml}]\n")
                        .with("argocd/prod/kustomization.yaml", "resources: [../base]\n");

        assertThat(read(files).problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("'argocd/base'"))
                .anyMatch(problem -> problem.contains("'argocd/prod'"));
    }

    @Test
    void kustomizationsThatHoldEachOtherAreBothProblems() {
        RepositoryFiles files =
                RepositoryFiles.of("a/web.yaml", application("web", "apps/web"))
                        .with("a/kustomization.yaml", "resources: [web.yaml, ../b]\n")
                        .with("b/kustomization.yaml", "resources: [../a]\n");

        RootManifests root = read(files);

        assertThat(root.manifests()).isEmpty();
        assertThat(root.problems()).hasSize(2).allMatch(problem -> problem.contains("cycle"));
    }

    @Test
    void whenEveryApplicationIsSwitchedOffTheRepositoryIsNotTakenForOne() {
        RepositoryFiles files =
                switchedOff()
                        .with("argocd/kustomization.yaml", "resources: [note.yaml]\n")
                        .with("argocd/note.yaml", configMap("note"));

        RootManifests first = read(files);
        RootManifests later = new RootReading().read(followed(), files, "", true);

        assertThat(problem(first)).contains("argocd").contains("--path");
        assertThat(first.manifests()).isEmpty();
        assertThat(later.problems()).isEmpty();
        assertThat(later.manifests()).isEmpty();
    }

    @Test
    void aKustomizationIsBuiltAgainOnlyWhenItsFilesChange() {
        RootReading reading = new RootReading();
        RepositoryFiles files = switchedOff();
        reading.read(followed(), files, "", false);
        int cold = files.reads();

        RootManifests again = reading.read(followed(), files.with("x.yaml", "a: b\n"), "", true);

        assertThat(names(again)).containsExactly("web");
        assertThat(files.reads() - cold).isEqualTo(1);
    }

    @Test
    void aBaseThatCannotBeBuiltByItselfDoesNoHarmWhereAnotherCompletesIt() {
        RepositoryFiles files =
                RepositoryFiles.of("argocd/base/web.yaml", application("web", "apps/web"))
                        .with("argocd/base/kustomization.yaml", "resources: [web.yaml]\n")
                        .with("argocd/prod/kustomization.yaml", "resources: [../base]\n");
        RootReading reading =
                new RootReading(
                        options ->
                                (tree, directory) -> {
                                    if (directory.equals("argocd/base")) {
                                        throw new RenderException("not by itself");
                                    }
                                    return new RepositoryRenderer(options).render(tree, directory);
                                },
                        Renders.notKept());

        RootManifests root = reading.read(followed(), files, "", false);

        assertThat(root.problems()).isEmpty();
        assertThat(names(root)).containsExactly("web");
    }

    /** A directory of two Applications whose kustomization takes in one of them. */
    private static RepositoryFiles switchedOff() {
        return RepositoryFiles.of("argocd/web.yaml", application("web", "apps/web"))
                .with("argocd/legacy.yaml", application("legacy", "apps/legacy"))
                .with(
                        "argocd/kustomization.yaml",
                        "resources:\n- web.yaml\n# switched off\n# - legacy.yaml\n")
                .with("apps/web/cm.yaml", configMap("web"))
                .with("apps/legacy/cm.yaml", configMap("legacy"));
    }

    private static String path(Manifest application) {
        return Fields.text(application.content(), "spec", "source", "path").orElseThrow();
    }
}
