package dev.nordbox.appliance.application;

import static dev.nordbox.appliance.application.ShopRepository.COMMIT;
import static dev.nordbox.appliance.application.ShopRepository.application;
import static dev.nordbox.appliance.application.ShopRepository.configMap;
import static dev.nordbox.appliance.application.ShopRepository.objects;
import static dev.nordbox.appliance.application.ShopRepository.read;
import static dev.nordbox.appliance.application.ShopRepository.rendered;
import static dev.nordbox.appliance.application.ShopRepository.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationRepositoryTest {
    private final ApplicationRepository repository =
            new ApplicationRepository("", RepositoryRenderer::new);

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
        assertThat(rendered(state, "child").parent()).hasValue("root");
        assertThat(rendered(state, "root").parent()).isEmpty();
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
}
