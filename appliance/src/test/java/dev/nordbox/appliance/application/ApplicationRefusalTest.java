package dev.nordbox.appliance.application;

import static dev.nordbox.appliance.application.ShopRepository.APPLICATION_SET;
import static dev.nordbox.appliance.application.ShopRepository.URL;
import static dev.nordbox.appliance.application.ShopRepository.application;
import static dev.nordbox.appliance.application.ShopRepository.configMap;
import static dev.nordbox.appliance.application.ShopRepository.objects;
import static dev.nordbox.appliance.application.ShopRepository.problem;
import static dev.nordbox.appliance.application.ShopRepository.read;
import static dev.nordbox.appliance.application.ShopRepository.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import org.junit.jupiter.api.Test;

/** What an Application asks for in vain: it is named, and the others go on. */
class ApplicationRefusalTest {
    private final ApplicationRepository repository =
            new ApplicationRepository("", RepositoryRenderer::new);

    @Test
    void aChartIsRefusedByName() {
        RepositoryFiles files =
                sample().with("argocd-apps/chart.yaml", application("chart", "charts/web"))
                        .with("charts/web/Chart.yaml", "name: web\n")
                        .with("charts/web/templates/web.yaml", configMap("web"));

        DesiredState state = read(repository, files);
        DesiredState alone =
                read(new ApplicationRepository("charts/web", RepositoryRenderer::new), files);

        assertThat(problem(state, "chart")).contains("charts/web/Chart.yaml").contains("helm");
        assertThat(problem(alone, "shop")).contains("charts/web/Chart.yaml").contains("helm");
        assertThat(objects(state, "config")).containsExactly("quota");
    }

    @Test
    void overridesOfASourceAreRefusedWhereArgoWouldMergeThem() {
        String override = "kustomize: {namePrefix: other-}\n";
        RepositoryFiles files =
                sample().with("apps/overlays/staging/.argocd-source.yaml", override)
                        .with("apps/overlays/production/.argocd-source-production.yaml", override)
                        .with("cluster-config/.argocd-source-another.yaml", override);

        DesiredState state = read(repository, files);

        assertThat(problem(state, "staging")).contains("apps/overlays/staging/.argocd-source.yaml");
        assertThat(problem(state, "production")).contains("/.argocd-source-production.yaml");
        assertThat(objects(state, "config")).containsExactly("quota");
    }

    @Test
    void everythingThatIsNotHonouredIsRefusedByNameAndTheOthersGoOn() {
        String fancy =
                application("fancy", "apps/base")
                                .replace(
                                        "    path: apps/base",
                                        "    path: apps/base\n    helm: {values: x}")
                                .replace(
                                        "  project: default",
                                        "  project: team\n  revisionHistoryLimit: 3")
                        + "  ignoreDifferences: [{kind: Deployment}]\n"
                        + "  syncPolicy:\n"
                        + "    retry: {limit: 3}\n"
                        + "    automated: {prune: 'yes'}\n"
                        + "    syncOptions: [CreateNamespace=true, Replace=true]\n";

        DesiredState state = read(repository, sample().with("argocd-apps/fancy.yaml", fancy));

        DesiredApplication.Refused refused =
                (DesiredApplication.Refused) application(state, "fancy");
        assertThat(refused.problems())
                .hasSize(7)
                .allMatch(p -> p.startsWith("argocd-apps/fancy.yaml:1: Application fancy: spec."))
                .anyMatch(p -> p.contains("spec.source.helm is not honoured yet; put the rendered"))
                .anyMatch(p -> p.contains("spec.project 'team'"))
                .anyMatch(p -> p.contains("spec.revisionHistoryLimit"))
                .anyMatch(p -> p.contains("spec.ignoreDifferences"))
                .anyMatch(p -> p.contains("spec.syncPolicy.retry"))
                .anyMatch(p -> p.contains("automated.prune must be true or false"))
                .anyMatch(p -> p.contains("syncOptions: Replace=true"));
        assertThat(objects(state, "staging")).containsExactly("staging-web");
        assertThat(state.complete()).isFalse();
    }

    @Test
    void anEmptyItemOfAListIsNamed() {
        String app =
                application("x", "apps/base")
                                .replace("  name: x\n", "  name: x\n  finalizers: [~, theirs]\n")
                        + "  syncPolicy: {syncOptions: [~, 1]}\n";

        DesiredState state = read(repository, sample().with("argocd-apps/x.yaml", app));

        assertThat(((DesiredApplication.Refused) application(state, "x")).problems())
                .hasSize(4)
                .allMatch(p -> p.startsWith("argocd-apps/x.yaml:1: Application x: "))
                .anyMatch(
                        p -> p.contains("metadata.finalizers has an item that is no string: null"))
                .anyMatch(p -> p.contains("metadata.finalizers: theirs is not honoured"))
                .anyMatch(p -> p.contains("syncOptions has an item that is no string: null"))
                .anyMatch(p -> p.contains("syncOptions has an item that is no string: 1"));
    }

    @Test
    void anAnnotationThatWouldKeepAnApplicationIsRefused() {
        String app =
                application("x", "apps/base")
                        .replace(
                                "  name: x\n",
                                "  name: x\n  annotations:\n    argocd.argoproj.io/sync-options:"
                                        + " 'ServerSideApply=true, Delete=false'\n");

        DesiredState state = read(repository, sample().with("argocd-apps/x.yaml", app));

        assertThat(((DesiredApplication.Refused) application(state, "x")).problems())
                .singleElement()
                .asString()
                .contains("argocd.argoproj.io/sync-options: Delete=false is not honoured");
    }

    @Test
    void onePoisonousApplicationDoesNotStopTheOthers() {
        DesiredState state =
                read(
                        new ApplicationRepository(
                                "",
                                options ->
                                        (tree, directory) -> {
                                            if (directory.endsWith("staging")) {
                                                throw new StackOverflowError();
                                            }
                                            return new RepositoryRenderer(options)
                                                    .render(tree, directory);
                                        }),
                        sample());

        assertThat(problem(state, "staging"))
                .contains("argocd-apps/staging.yaml:1")
                .contains("StackOverflowError");
        assertThat(objects(state, "production")).containsExactly("prod-web");
    }

    @Test
    void anotherRepositoryRevisionClusterOrPathOutsideIsRefused() {
        String elsewhere =
                application("x", "../secrets")
                        .replace(URL, "https://git.example/team/other.git")
                        .replace("targetRevision: HEAD", "targetRevision: v1.0.0")
                        .replace("https://kubernetes.default.svc", "https://10.0.0.1:6443");

        DesiredState state = read(repository, RepositoryFiles.of("x.yaml", elsewhere));

        assertThat(((DesiredApplication.Refused) application(state, "x")).problems())
                .hasSize(4)
                .anyMatch(p -> p.contains("spec.source.repoURL"))
                .anyMatch(p -> p.contains("spec.source.targetRevision 'v1.0.0'"))
                .anyMatch(p -> p.contains("spec.source.path '../secrets'"))
                .anyMatch(p -> p.contains("spec.destination"));
    }

    @Test
    void aPathThatIsNotThereIsTheApplicationsTroubleAlone() {
        DesiredState state =
                read(repository, sample().with("argocd-apps/x.yaml", application("x", "nowhere")));

        assertThat(problem(state, "x")).contains("nowhere");
        assertThat(objects(state, "config")).containsExactly("quota");
        assertThat(state.complete()).isFalse();
    }

    @Test
    void twoDifferentApplicationsOfOneNameAreBothRefused() {
        DesiredState state =
                read(
                        repository,
                        sample().with("old/config.yaml", application("config", "apps/base"))
                                .with(
                                        "copy/staging.yaml",
                                        application("staging", "apps/overlays/staging")));

        assertThat(((DesiredApplication.Refused) application(state, "config")).problems())
                .singleElement()
                .asString()
                .contains("argocd-apps/config.yaml:1")
                .contains("old/config.yaml:1");
        assertThat(objects(state, "staging")).as("the same twice is once").hasSize(1);
    }

    @Test
    void applicationSetsAreRefusedByName() {
        DesiredState state = read(repository, sample().with("sets.yaml", APPLICATION_SET));

        assertThat(((DesiredApplication.Refused) application(state, "many")).problems())
                .singleElement()
                .asString()
                .contains("sets.yaml:1")
                .contains("ApplicationSet many");
    }

    @Test
    void aFileThatMayHoldAnApplicationAndCannotBeReadIsNotOverlooked() {
        DesiredState state =
                read(
                        repository,
                        sample().with(
                                        "argocd-apps/bad.yaml",
                                        application("x", "apps") + " a: [\n"));

        assertThat(state.complete()).isFalse();
        assertThat(state.problems()).singleElement().asString().contains("argocd-apps/bad.yaml");
        assertThat(objects(state, "config")).containsExactly("quota");
        assertThat(problem(state, "shop")).contains("argocd-apps/bad.yaml");
    }
}
