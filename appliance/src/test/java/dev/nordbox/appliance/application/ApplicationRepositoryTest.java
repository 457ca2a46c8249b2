package dev.nordbox.appliance.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationRepositoryTest {

    private static final String URL = "https://git.example/team/shop.git";
    private static final String COMMIT = "0123456789012345678901234567890123456789";

    /** A step of a CI workflow. */
    private static final String HEREDOC =
            "steps:\n- run: |\n    kubectl apply -f - <<EOF\n    apiVersion: v1\n"
                    + "    kind: ConfigMap\n    metadata: {name: x}\n    EOF\n";

    private static final String APPLICATION_SET =
            "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\n"
                    + "metadata: {name: many}\nspec: {}\n";

    private final ApplicationRepository repository =
            new ApplicationRepository("", RepositoryRenderer::new);

    /** The layout many teams have. */
    private static RepositoryFiles sample() {
        return RepositoryFiles.of("apps/base/kustomization.yaml", "resources: [web.yaml]\n")
                .with("apps/base/web.yaml", configMap("web"))
                .with(
                        "apps/overlays/staging/kustomization.yaml",
                        "namePrefix: staging-\nresources: [../../base]\n")
                .with(
                        "apps/overlays/production/kustomization.yaml",
                        "namePrefix: prod-\nresources: [../../base]\n")
                .with("cluster-config/quota.yaml", configMap("quota"))
                .with("argocd-apps/staging.yaml", application("staging", "apps/overlays/staging"))
                .with(
                        "argocd-apps/production.yaml",
                        application("production", "apps/overlays/production"))
                .with("argocd-apps/config.yaml", application("config", "cluster-config"));
    }

    @Test
    void findsTheApplicationsOfARepositoryWhereverTheyAre() {
        DesiredState state = read(repository, sample());

        assertThat(state.revision()).isEqualTo(COMMIT);
        assertThat(state.complete()).isTrue();
        assertThat(state.applications())
                .extracting(DesiredApplication::name)
                .containsExactly("config", "production", "staging");
        assertThat(objects(state, "staging")).containsExactly("staging-web");
        assertThat(objects(state, "production")).containsExactly("prod-web");
        assertThat(objects(state, "config")).containsExactly("quota");
    }

    @Test
    void aPathReadsOnlyTheApplicationsBelowIt() {
        RepositoryFiles files =
                sample().with("other/elsewhere.yaml", application("elsewhere", "apps/base"));

        DesiredState state =
                read(new ApplicationRepository("argocd-apps/", RepositoryRenderer::new), files);

        assertThat(state.applications())
                .extracting(DesiredApplication::name)
                .containsExactly("config", "production", "staging");
    }

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
    void aDirectoryBlockThatSaysSomethingBeatsAKustomization() {
        String path = "    path: apps/overlays/staging\n";
        String app = application("x", "apps/overlays/staging");
        RepositoryFiles files =
                RepositoryFiles.of(
                                "argocd-apps/x.yaml",
                                app.replace(path, path + "    directory: {include: 'web.*'}\n"))
                        .with(
                                "argocd-apps/z.yaml",
                                app.replace("name: x", "name: z")
                                        .replace(path, path + "    directory: {recurse: false}\n"))
                        .with("apps/overlays/staging/web.yaml", configMap("web"))
                        .with(
                                "apps/overlays/staging/kustomization.yaml",
                                "namePrefix: staging-\nresources: [web.yaml]\n");

        DesiredState state = read(repository, files);

        assertThat(objects(state, "x")).containsExactly("web");
        assertThat(objects(state, "z"))
                .as("as if it were not there")
                .containsExactly("staging-web");
    }

    @Test
    void aRootKustomizationDecides() {
        DesiredState state =
                read(
                        repository,
                        sample().with(
                                        "kustomization.yaml",
                                        "resources: [argocd-apps/staging.yaml, cluster-config/quota.yaml]\n"));

        assertThat(objects(state, "staging")).containsExactly("staging-web");
        assertThat(objects(state, "shop")).containsExactly("quota");
        assertThat(state.applications()).hasSize(2);
    }

    @Test
    void applicationsOfApplicationsAreFollowed() {
        RepositoryFiles files =
                RepositoryFiles.of("root/root.yaml", application("root", "children"))
                        .with("children/child.yaml", application("child", "apps"))
                        .with("apps/a.yaml", configMap("a"));

        DesiredState state =
                read(new ApplicationRepository("root", RepositoryRenderer::new), files);

        assertThat(objects(state, "child")).containsExactly("a");
        assertThat(state.applications())
                .extracting(DesiredApplication::name)
                .containsExactly("child", "root");
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
    void honoursWhatItSaysItHonours() {
        String app =
                "apiVersion: argoproj.io/v1alpha1\n"
                        + "kind: Application\n"
                        + "metadata:\n"
                        + "  name: web\n"
                        + "  namespace: argocd\n"
                        + "  finalizers: [resources-finalizer.argocd.argoproj.io]\n"
                        + "spec:\n"
                        + "  source:\n"
                        + "    repoURL: git@git.example:team/shop.git\n"
                        + "    path: ./web/\n"
                        + "    targetRevision: main\n"
                        + "    directory: {recurse: true, include: '*.yaml', exclude: 'skip/*'}\n"
                        + "  destination: {name: in-cluster, namespace: shop}\n"
                        + "  syncPolicy:\n"
                        + "    automated: {prune: true, selfHeal: true, allowEmpty: false}\n"
                        + "    syncOptions: [CreateNamespace=true, ServerSideApply=true]\n"
                        + "    managedNamespaceMetadata: {labels: {team: a}}\n"
                        + "status: {sync: {status: Synced}}\n";
        RepositoryFiles files =
                RepositoryFiles.of("web.yaml", app)
                        .with("web/a.yaml", configMap("a"))
                        .with("web/sub/b.yaml", configMap("b"))
                        .with("web/skip/c.yaml", configMap("c"));

        DesiredState state = read(repository, files);

        DesiredApplication.Rendered web = rendered(state, "web");
        assertThat(objects(state, "web")).containsExactly("a", "b");
        assertThat(web.namespace()).isEqualTo("shop");
        assertThat(web.policy().automated()).isTrue();
        assertThat(web.policy().prune()).isTrue();
        assertThat(web.policy().selfHeal()).isTrue();
        assertThat(web.policy().onRemoval()).isEqualTo(SyncPolicy.OnRemoval.PRUNE);
        assertThat(web.policy().createNamespace().orElseThrow().labels())
                .containsEntry("team", "a");
    }

    @Test
    void anEmptyAutomatedBlockSwitchesItOnAndAnAbsentOneDoesNot() {
        String without = application("a", "apps/base");
        String empty = application("b", "apps/base") + "  syncPolicy: {automated: {}}\n";
        String off =
                application("c", "apps/base") + "  syncPolicy: {automated: {enabled: false}}\n";

        DesiredState state =
                read(
                        repository,
                        sample().with("x/a.yaml", without + "---\n" + empty + "---\n" + off));

        assertThat(rendered(state, "a").policy().automated()).isFalse();
        assertThat(rendered(state, "b").policy().automated()).isTrue();
        assertThat(rendered(state, "b").policy().prune()).isFalse();
        assertThat(rendered(state, "c").policy().automated()).isFalse();
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
    void patchesChartsAndHiddenDirectoriesHoldNoApplications() {
        String patch =
                "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: config}\n"
                        + "spec: {syncPolicy: {automated: {}}}\n";
        String template = application("{{ .Release.Name }}", "apps") + "{{ end }}\n";

        DesiredState state =
                read(
                        repository,
                        sample().with("argocd-apps/patch.yaml", patch)
                                .with("chart/Chart.yaml", "name: chart\n")
                                .with("chart/templates/app.yaml", template)
                                .with(".github/app.yaml", application("hidden", "apps/base")));

        assertThat(state.complete()).isTrue();
        assertThat(state.applications()).hasSize(3);
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

    @Test
    void theNextRevisionReadsOnlyTheDirectoriesThatChanged() {
        RepositoryFiles files = sample();
        for (int i = 0; i < 50; i++) {
            files.with("lots/" + i + ".yaml", "no: application\n");
        }
        DesiredState first = read(repository, files);
        int cold = files.reads();

        read(repository, files.with("README.yaml", "new: file\n"));

        assertThat(first.applications()).hasSize(3);
        assertThat(files.reads() - cold).isLessThan(20).isLessThan(cold);
    }

    @Test
    void onlyWhatTheLastRevisionUsedIsRemembered() {
        List<DirectorySource> asked = new ArrayList<>();
        ApplicationRepository previews =
                new ApplicationRepository(
                        "",
                        options -> {
                            asked.add(options);
                            return new RepositoryRenderer(options);
                        });
        for (int pull = 1; pull <= 3; pull++) {
            String include = "    directory: {include: '" + pull + ".yaml'}\n";
            String app = application("preview", "cluster-config");
            read(
                    previews,
                    sample().with(
                                    "previews/one.yaml",
                                    app.replace(
                                            "    targetRevision", include + "    targetRevision")));
        }
        read(
                previews,
                sample().with("previews/one.yaml", application("preview", "cluster-config")));
        int before = asked.size();
        String first = "    directory: {include: '1.yaml'}\n    targetRevision";
        read(
                previews,
                sample().with(
                                "previews/one.yaml",
                                application("preview", "cluster-config")
                                        .replace("    targetRevision", first)));

        assertThat(before).as("plain options are kept, each other is asked for").isEqualTo(4);
        assertThat(asked).as("the first is forgotten").hasSize(5);
    }

    // ---- words

    private static DesiredState read(ApplicationRepository repository, RepositoryFiles files) {
        return repository.read(new FollowedRevision(URL, "HEAD", "refs/heads/main", COMMIT), files);
    }

    private static DesiredApplication application(DesiredState state, String name) {
        return state.applications().stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DesiredApplication.Rendered rendered(DesiredState state, String name) {
        DesiredApplication application = application(state, name);
        assertThat(application).isInstanceOf(DesiredApplication.Rendered.class);
        return (DesiredApplication.Rendered) application;
    }

    private static List<String> objects(DesiredState state, String name) {
        return rendered(state, name).manifests().stream()
                .map(Manifest::key)
                .map(k -> k.name())
                .toList();
    }

    private static String problem(DesiredState state, String name) {
        return ((DesiredApplication.NotRendered) application(state, name)).problem();
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
    }

    private static String application(String name, String path) {
        return "apiVersion: argoproj.io/v1alpha1\n"
                + "kind: Application\n"
                + "metadata:\n"
                + "  name: "
                + name
                + "\n"
                + "spec:\n"
                + "  project: default\n"
                + "  source:\n"
                + "    repoURL: "
                + URL
                + "\n"
                + "    path: "
                + path
                + "\n"
                + "    targetRevision: HEAD\n"
                + "  destination:\n"
                + "    server: https://kubernetes.default.svc\n"
                + "    namespace: shop\n";
    }
}
