package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static dev.nordbox.appliance.catalog.ShopRepository.names;
import static dev.nordbox.appliance.catalog.ShopRepository.sample;
import static dev.nordbox.appliance.catalog.Sources.CONTEXT;
import static dev.nordbox.appliance.catalog.Sources.kustomize;
import static dev.nordbox.appliance.catalog.Sources.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.catalog.SourceReading.Rendered;
import dev.nordbox.appliance.render.cache.Renders;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceReadingTest {
    private final SourceReading reading = new SourceReading();

    @Test
    void aDirectoryIsRenderedByWhatIsInIt() throws Exception {
        Rendered overlay = render(sample(), source("apps/overlays/staging", ""));
        Rendered plain = render(sample(), source("./cluster-config/", ""));

        assertThat(names(overlay.manifests())).containsExactly("staging-web");
        assertThat(overlay.sourceType()).isEqualTo("Kustomize");
        assertThat(names(plain.manifests())).containsExactly("quota");
        assertThat(plain.sourceType()).isEqualTo("Directory");
    }

    @Test
    void aDirectoryBlockThatSaysSomethingBeatsAKustomization() throws Exception {
        RepositoryFiles files =
                RepositoryFiles.of("web/web.yaml", configMap("web"))
                        .with("web/deep/more.yml", configMap("more"))
                        .with("web/deep/skip.yml", configMap("skip"))
                        .with(
                                "web/kustomization.yaml",
                                "namePrefix: staging-\nresources: [web.yaml]\n");

        Rendered included = render(files, source("web", "directory: {include: 'web.*'}"));
        Rendered saysNothing = render(files, source("web", "directory: {recurse: false}"));
        Rendered recursed =
                render(
                        files,
                        source(
                                "web",
                                "directory: {recurse: true, exclude: '{*skip*,kustomization.*}'}"));

        assertThat(names(included.manifests())).containsExactly("web");
        assertThat(included.sourceType()).isEqualTo("Directory");
        assertThat(names(saysNothing.manifests()))
                .as("as if it were not there")
                .containsExactly("staging-web");
        assertThat(names(recursed.manifests())).containsExactly("more", "web");
    }

    @Test
    void aChartIsRefusedWithAWayOut() {
        RepositoryFiles files =
                sample().with("charts/web/Chart.yaml", "name: web\n")
                        .with("charts/web/templates/web.yaml", configMap("web"));

        assertThatThrownBy(() -> render(files, source("charts/web", "")))
                .hasMessageContaining("charts/web/Chart.yaml")
                .hasMessageContaining("helm");
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> render(sample(), source("nowhere", "")))
                .hasMessageContaining("'nowhere'");
        assertThatThrownBy(() -> render(sample(), kustomize("nowhere", "namePrefix: a-")))
                .hasMessageContaining("'nowhere'");
    }

    @Test
    void overridesOfADirectoryWithoutAKustomizationAreRefused() {
        assertThatThrownBy(() -> render(sample(), kustomize("cluster-config", "namePrefix: a-")))
                .hasMessageContaining("'cluster-config' holds no kustomization.yaml");
    }

    @Test
    void aFileInThePathChangesTheSourceOfEveryApplication() throws Exception {
        RepositoryFiles files =
                sample().with(
                                "apps/overlays/staging/.argocd-source.yaml",
                                "# told by a tool\nkustomize: {namePrefix: other-}\n"
                                        + "path: cluster-config\nrepoURL: https://evil.example\n");

        Rendered rendered = render(files, source("apps/overlays/staging", ""));

        assertThat(names(rendered.manifests()))
                .as("where it renders from is for the Application to say")
                .containsExactly("other-web");
    }

    @Test
    void aFileOfItsNameChangesOneApplication() throws Exception {
        RepositoryFiles files =
                sample().with(
                                "apps/base/.argocd-source.yaml",
                                "kustomize: {namePrefix: all-, nameSuffix: -x}\n")
                        .with(
                                "apps/base/.argocd-source-web.yaml",
                                "kustomize: {namePrefix: one-, nameSuffix: ~}\n");
        Source source = kustomize("apps/base", "namePrefix: mine-");

        Rendered web = render(files, source);
        Rendered other =
                reading.render(files, source, new AppContext("other", "shop", "default", "c"));

        assertThat(names(web.manifests())).containsExactly("one-web");
        assertThat(names(other.manifests())).containsExactly("all-web-x");
    }

    @Test
    void anOverrideThatCannotBeHonouredIsNamedWithItsFile() {
        assertThatThrownBy(
                        () ->
                                render(
                                        sample().with(
                                                        "apps/base/.argocd-source.yaml",
                                                        "helm: {values: x}\nkustomize: {images: a}"),
                                        source("apps/base", "")))
                .hasMessageContaining("apps/base/.argocd-source.yaml: source.helm")
                .hasMessageContaining("apps/base/.argocd-source.yaml: source.kustomize.images");
        assertThatThrownBy(
                        () ->
                                render(
                                        sample().with("apps/base/.argocd-source.yaml", "- a"),
                                        source("apps/base", "")))
                .hasMessageContaining("must be a map");
    }

    @Test
    void anEmptyOverrideChangesNothing() throws Exception {
        RepositoryFiles files = sample().with("apps/base/.argocd-source.yaml", "# none yet\n");

        assertThat(names(render(files, source("apps/base", "")).manifests()))
                .containsExactly("web");
    }

    @Test
    void whatNothingChangedInIsRenderedOnce() throws Exception {
        RepositoryFiles files = sample();
        Source with = kustomize("apps/overlays/staging", "images: [nginx:2]");
        Source without = source("apps/overlays/staging", "");
        render(files, with);
        render(files, without);

        render(files.with("cluster-config/more.yaml", configMap("more")), with);
        render(files, without);
        assertThat(reading.renders()).isEqualTo(2);

        render(files.with("apps/base/web.yaml", configMap("other")), with);
        assertThat(reading.renders()).isEqualTo(3);
        assertThat(names(render(files, without).manifests())).containsExactly("staging-other");
    }

    @Test
    void aChangeOfTheOverriddenKustomizationIsSeen() throws Exception {
        RepositoryFiles files = sample();
        Source source = kustomize("apps/base", "nameSuffix: -a");
        render(files, source);

        files.with("apps/base/kustomization.yaml", "namePrefix: p-\nresources: [web.yaml]\n");

        assertThat(names(render(files, source).manifests())).containsExactly("p-web-a");
    }

    @Test
    void aBuildVariableThatChangesRendersAgain() throws Exception {
        Source source =
                kustomize(
                        "apps/base",
                        "commonAnnotations: {at: $ARGOCD_APP_REVISION}\n"
                                + "commonAnnotationsEnvsubst: true");

        reading.render(sample(), source, new AppContext("web", "shop", "default", "one"));
        Rendered second =
                reading.render(sample(), source, new AppContext("web", "shop", "default", "two"));

        assertThat(second.manifests().get(0).annotation("at")).hasValue("two");
    }

    @Test
    void whatAWholeRevisionDidNotUseIsForgotten() throws Exception {
        RepositoryFiles files = sample();
        Source old = source("cluster-config", "directory: {include: '*.yaml'}");
        render(files, old);
        render(files, source("apps/base", ""));

        reading.forgetUnused(); // the next revision begins
        render(files, source("apps/base", ""));
        assertThat(reading.renders()).isEqualTo(2);

        reading.forgetUnused();
        assertThat(reading.renders()).as("the other went with its Application").isEqualTo(1);
        render(files, old);
        assertThat(reading.renders()).isEqualTo(2);
    }

    @Test
    void severalThreadsRenderAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(4);
        SourceReading shared =
                new SourceReading(
                        options ->
                                (tree, directory) -> {
                                    all.countDown();
                                    await(all);
                                    return List.of();
                                },
                        Renders.notKept());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Rendered>> renders =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            shared.render(
                                                                    sample(),
                                                                    source("apps/" + i, ""),
                                                                    CONTEXT)))
                            .toList();
            for (Future<Rendered> render : renders) {
                assertThat(render.get().manifests()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Rendered render(RepositoryFiles files, Source source) throws Exception {
        return reading.render(files, source, CONTEXT);
    }
}
