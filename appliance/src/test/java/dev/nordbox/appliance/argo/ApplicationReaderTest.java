package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.KustomizeOptions.Patch;
import dev.nordbox.appliance.argo.KustomizeOptions.Replica;
import dev.nordbox.appliance.argo.KustomizeOptions.Target;
import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationReaderTest {

    /** From a public guide to GitOps: the commonest way to write one. */
    static final String USUAL =
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: web
              namespace: argocd
              finalizers: [resources-finalizer.argocd.argoproj.io]
            spec:
              project: default
              source:
                repoURL: https://git.example.org/shop.git
                targetRevision: HEAD
                path: overlays/production
              destination:
                server: https://kubernetes.default.svc
                namespace: production
              syncPolicy:
                automated: {prune: true, selfHeal: true}
                syncOptions: [CreateNamespace=true, PruneLast=true]
                retry: {limit: 5, backoff: {duration: 5s, factor: 2, maxDuration: 3m}}
            """;

    @Test
    void theCommonestApplicationIsReadWithoutAProblem() {
        Reading reading = read(USUAL);

        assertThat(reading.problems()).isEmpty();
        Application application = reading.application();
        assertThat(application.key()).hasToString("argocd/Application.argoproj.io/web");
        assertThat(application.syncsByItself()).isTrue();
        assertThat(application.metadata().resourcesFinalizer())
                .isEqualTo(ResourcesFinalizer.FOREGROUND);
        SyncPolicy policy = application.spec().syncPolicy();
        assertThat(policy.automated()).contains(new Automated(true, true, true, false));
        assertThat(policy.options().createNamespace()).isTrue();
        assertThat(policy.options().pruneLast()).isTrue();
        assertThat(policy.retry())
                .contains(new Retry(5, Duration.ofSeconds(5), 2, Duration.ofMinutes(3), false));
        Source source = application.spec().renderedSource().orElseThrow();
        assertThat(source.path()).isEqualTo("overlays/production");
        assertThat(source.content())
                .containsEntry("repoURL", "https://git.example.org/shop.git")
                .containsOnlyKeys("repoURL", "targetRevision", "path");
    }

    @Test
    void whatIsLeftOutHasArgosDefaults() {
        Spec spec =
                read("""
                                metadata: {name: web}
                                spec:
                                  source: {repoURL: https://git.example.org/a, path: .}
                                  destination: {name: in-cluster}
                                """)
                        .application()
                        .spec();

        assertThat(spec.project()).isEqualTo("default");
        assertThat(spec.revisionHistoryLimit()).isEqualTo(10);
        assertThat(spec.syncPolicy()).isEqualTo(SyncPolicy.NONE);
        assertThat(spec.syncPolicy().retryOfAutomatedSync().limit()).isEqualTo(5);
        assertThat(spec.syncPolicy().options().prunePropagation())
                .isEqualTo(PropagationPolicy.FOREGROUND);
        assertThat(spec.syncPolicy().options().clientSideApplyMigration()).isTrue();
        assertThat(ClusterNames.IN_CLUSTER.areIn(spec.destination())).isTrue();
        assertThat(spec.renderedSource().orElseThrow().targetRevision()).isEmpty();
    }

    @Test
    void anAutomatedBlockAloneSwitchesItOnAndNothingElse() {
        assertThat(policy("automated: {}").automated())
                .contains(new Automated(true, false, false, false));
        assertThat(policy("automated: {enabled: false, prune: true}").automated())
                .contains(new Automated(false, true, false, false));
        assertThat(policy("automated: null").automated()).isEmpty();
    }

    @Test
    void aRetryBlockWithoutALimitMeansNone() {
        assertThat(policy("retry: {}").retryOfAutomatedSync().allowsAnother(0)).isFalse();
        assertThat(policy("retry: {limit: -1}").retryOfAutomatedSync().allowsAnother(999)).isTrue();
    }

    @Test
    void everyFieldOfADirectoryIsRead() {
        assertThat(
                        source(
                                        "directory: {recurse: true, include: '*.yaml',"
                                                + " exclude: 'test/*',"
                                                + " disableExtensionFilter: true}")
                                .directory())
                .contains(new DirectoryOptions(true, "*.yaml", "test/*", true, false));
    }

    @Test
    void everyFieldOfAKustomizeBlockIsRead() {
        KustomizeOptions options =
                source(
                                """
                                kustomize:
                                  namePrefix: a-
                                  nameSuffix: -z
                                  namespace: shop
                                  images: [web=registry.example.org/web:2]
                                  replicas: [{name: web, count: 3}, {name: api, count: '2'}]
                                  commonLabels: {team: shop}
                                  forceCommonLabels: true
                                  labelWithoutSelector: true
                                  labelIncludeTemplates: true
                                  commonAnnotations: {owner: shop}
                                  commonAnnotationsEnvsubst: true
                                  forceCommonAnnotations: true
                                  components: [../debug]
                                  ignoreMissingComponents: true
                                  patches:
                                  - path: p.yaml
                                    target: {group: apps, version: v1, kind: Deployment, name: web,
                                      namespace: n, labelSelector: a=b, annotationSelector: c=d}
                                    options: {allowNameChange: true}
                                """)
                        .kustomize()
                        .orElseThrow();

        assertThat(options)
                .isEqualTo(
                        new KustomizeOptions(
                                "a-",
                                "-z",
                                "shop",
                                List.of("web=registry.example.org/web:2"),
                                List.of(new Replica("web", 3), new Replica("api", 2)),
                                Map.of("team", "shop"),
                                true,
                                true,
                                true,
                                Map.of("owner", "shop"),
                                true,
                                true,
                                List.of(
                                        new Patch(
                                                "p.yaml",
                                                "",
                                                Optional.of(
                                                        new Target(
                                                                "apps",
                                                                "v1",
                                                                "Deployment",
                                                                "web",
                                                                "n",
                                                                "a=b",
                                                                "c=d")),
                                                Map.of("allowNameChange", true))),
                                List.of("../debug"),
                                true,
                                "",
                                "",
                                List.of()));
    }

    @Test
    void aBlockThatSaysNothingDoesNotChooseTheTool() {
        assertThat(source("directory: {recurse: false, jsonnet: {}}").directory()).isEmpty();
        assertThat(source("kustomize: {images: []}").kustomize()).isEmpty();
        assertThat(source("helm: {}").helm()).isFalse();
    }

    @Test
    void theRestOfTheSpecIsRead() {
        Spec spec =
                read(USUAL
                                + """
                                            managedNamespaceMetadata:
                                              labels: {team: shop}
                                              annotations: {owner: ops}
                                          ignoreDifferences:
                                          - group: apps
                                            kind: Deployment
                                            name: web
                                            namespace: production
                                            jsonPointers: [/spec/replicas]
                                            jqPathExpressions: ['.spec.template']
                                            managedFieldsManagers: [scaler]
                                          info: [{name: owner, value: shop}]
                                          revisionHistoryLimit: 0
                                        """)
                        .application()
                        .spec();

        assertThat(spec.syncPolicy().managedNamespace())
                .contains(new NamespaceMetadata(Map.of("team", "shop"), Map.of("owner", "ops")));
        assertThat(spec.ignoreDifferences())
                .containsExactly(
                        new IgnoreDifference(
                                "apps",
                                "Deployment",
                                "web",
                                "production",
                                List.of("/spec/replicas"),
                                List.of(".spec.template"),
                                List.of("scaler")));
        assertThat(spec.info()).containsExactly(new Info("owner", "shop"));
        assertThat(spec.revisionHistoryLimit()).isZero();
    }

    @Test
    void ofSeveralSourcesTheOneThatBringsObjectsIsRendered() {
        Reading reading =
                read(
                        """
                        metadata: {name: web}
                        spec:
                          sources:
                          - {repoURL: https://git.example.org/values, ref: values}
                          - {repoURL: https://git.example.org/web, path: deploy, name: web}
                          destination: {name: in-cluster}
                        """);

        assertThat(reading.problems()).isEmpty();
        Spec spec = reading.application().spec();
        assertThat(spec.manySources()).isTrue();
        assertThat(spec.sources()).hasSize(2);
        assertThat(spec.renderedSource().orElseThrow().name()).isEqualTo("web");
    }

    @Test
    void itsFinalizersTellWhatGoesWithIt() {
        Metadata metadata =
                read("""
                                metadata:
                                  name: web
                                  finalizers:
                                  - example.org/other
                                  - resources-finalizer.argocd.argoproj.io/background
                                  - pre-delete-finalizer.argocd.argoproj.io/cleanup
                                  - post-delete-finalizer.argocd.argoproj.io
                                """)
                        .application()
                        .metadata();

        assertThat(metadata.resourcesFinalizer()).isEqualTo(ResourcesFinalizer.BACKGROUND);
        assertThat(metadata.preDeleteFinalizers())
                .containsExactly("pre-delete-finalizer.argocd.argoproj.io/cleanup");
        assertThat(metadata.postDeleteFinalizers())
                .containsExactly("post-delete-finalizer.argocd.argoproj.io");
    }

    @Test
    void aSlashAtTheEndOfTheServerMeansNothing() {
        Reading reading = read(USUAL.replace("default.svc", "default.svc/"));

        assertThat(reading.problems()).isEmpty();
    }

    static Reading read(String yaml) {
        return ApplicationReader.read(YamlObject.of(yaml));
    }

    private static SyncPolicy policy(String field) {
        String yaml = USUAL.substring(0, USUAL.indexOf("    automated")) + "    " + field + "\n";
        return read(yaml).application().spec().syncPolicy();
    }

    private static Source source(String field) {
        String yaml =
                "metadata: {name: web}\nspec:\n  source:\n"
                        + "    repoURL: https://git.example.org/a\n    path: .\n"
                        + field.indent(4)
                        + "  destination: {name: in-cluster}\n";
        Reading reading = read(yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.application().spec().renderedSource().orElseThrow();
    }
}
