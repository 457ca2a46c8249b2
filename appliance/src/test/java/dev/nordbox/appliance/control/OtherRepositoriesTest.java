package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.control.Repositories.Wanted;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Applications that name another repository than the root's, another revision, or several. */
class OtherRepositoriesTest {

    private static final String SHOP = "https://git.example.no/shop/deploy.git";
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    private final Bed bed = new Bed();

    @Test
    void anApplicationOfAnotherRepositoryIsSyncedAtItsCommit() {
        shop("main", ONE, "one");
        bed.file("argocd/shop.yaml", application("shop", source(SHOP, "main", "web"))).commit();

        bed.start().calm();

        assertThat(bed.value("shop", "settings", "key")).hasValue("one");
        var status = bed.status("shop");
        assertThat(status.sync().orElseThrow().status()).isEqualTo(SyncStatusCode.SYNCED);
        assertThat(status.sync().orElseThrow().revision()).isEqualTo(ONE);
        assertThat(status.history().get(0).origin().revision()).isEqualTo(ONE);
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void itsNextCommitIsApplied() {
        anApplicationOfAnotherRepositoryIsSyncedAtItsCommit();

        shop("main", TWO, "two");
        bed.engine0().repositoryChanged("git@git.example.no:shop/deploy");
        bed.calm();

        assertThat(bed.value("shop", "settings", "key")).hasValue("two");
        assertThat(bed.status("shop").sync().orElseThrow().revision()).isEqualTo(TWO);
    }

    @Test
    void aRefreshIsDoneWhenItsRepositoryHasAnswered() {
        anApplicationOfAnotherRepositoryIsSyncedAtItsCommit();
        bed.repositories.slow = true;
        bed.cluster.edit(
                Bed.key("shop"),
                Map.of(
                        "metadata",
                        Map.of("annotations", Map.of("argocd.argoproj.io/refresh", "normal"))));
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.repositories.askedNow).containsExactly(SHOP);
        assertThat(refreshOf("shop")).as("Git was not heard yet").isPresent();

        shop("main", TWO, "two");
        bed.repositories.slow = false;
        bed.pass(Duration.ofMillis(300));

        assertThat(refreshOf("shop")).isEmpty();
        assertThat(bed.status("shop").sync().orElseThrow().revision()).isEqualTo(TWO);
    }

    private Optional<String> refreshOf(String application) {
        return Fields.text(
                bed.cluster.content(Bed.key(application)),
                "metadata",
                "annotations",
                "argocd.argoproj.io/refresh");
    }

    @Test
    void ofTheTagsOnlyThoseWithItsPrefixCount() {
        shop("v0.1.*", ONE, "another's");
        shop("refs/tags/component-a/:v0.1.*", TWO, "its own");
        String source = source(SHOP, "v0.1.*", "web") + "tagPrefix: component-a/\n";
        bed.file("argocd/shop.yaml", application("shop", source)).commit();

        bed.start().calm();

        assertThat(bed.value("shop", "settings", "key")).hasValue("its own");
    }

    @Test
    void anotherRevisionOfTheRootsRepositoryIsAnotherCommit() {
        bed.repositories.stands(Bed.URL, "v1", ONE, "apps/web/settings.yaml", settings("released"));
        bed.application("web").configMapFile("web", "settings", "newest");
        bed.file("argocd/old.yaml", application("old", source(Bed.URL, "v1", "apps/web"))).commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("newest");
        assertThat(bed.value("old", "settings", "key")).hasValue("released");
        assertThat(bed.status("old").sync().orElseThrow().revision()).isEqualTo(ONE);
    }

    @Test
    void aRepositoryThatHasNotAnsweredKeepsNobodyElseWaiting() {
        bed.file("argocd/shop.yaml", application("shop", source(SHOP, "main", "web")));
        bed.application("web").configMapFile("web", "settings", "one").commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.summary("shop").settled()).isFalse();

        bed.configMapFile("web", "leaves", "one").commit();
        bed.calm();
        bed.remove("apps/web/leaves.yaml").commit();
        bed.pass(Duration.ofMinutes(2));
        assertThat(bed.value("web", "leaves", "key")).isEmpty();
    }

    @Test
    void aRepositoryThatIsGoneCostsItsOwnApplicationsAlone() {
        anApplicationOfAnotherRepositoryIsSyncedAtItsCommit();

        bed.repositories.fails(SHOP, "main", "git.example.no cannot be reached; see whether it is");
        bed.engine0().repositoryChanged(SHOP);
        bed.calm();

        var status = bed.status("shop");
        assertThat(status.sync().orElseThrow().status()).isEqualTo(SyncStatusCode.UNKNOWN);
        assertThat(status.sync().orElseThrow().revision()).isEqualTo(ONE);
        assertThat(status.conditions().all())
                .anyMatch(
                        c ->
                                c.type() == ConditionType.COMPARISON_ERROR
                                        && c.message().contains("cannot be reached"));
        assertThat(bed.status("nordbox-infra").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);

        bed.cluster.edit(configMap("shop", "settings"), Map.of("data", Map.of("key", "drift")));
        bed.calm();
        assertThat(bed.value("shop", "settings", "key")).hasValue("one");

        shop("main", TWO, "two");
        bed.engine0().repositoryChanged(SHOP);
        bed.calm();
        assertThat(bed.value("shop", "settings", "key")).hasValue("two");
    }

    @Test
    void inAClusterThatWasMadeAnewTheLastCommitComesBackWhileGitIsAway() throws Exception {
        shop("main", ONE, "one");
        bed.repositories.fails(SHOP, "main", "git.example.no cannot be reached; see whether it is");
        bed.repositories.forgetsWhatIsNotKept = true;
        bed.file("argocd/shop.yaml", application("shop", source(SHOP, "main", "web"))).commit();

        bed.start().calm();

        assertThat(bed.value("shop", "settings", "key")).hasValue("one");
        assertThat(bed.repositories.kept).containsExactly(new Wanted(SHOP, "main"));
        bed.delete("shop").calm();
        assertThat(bed.repositories.kept).isEmpty();
    }

    @Test
    void aRepositoryThatNeverAnsweredIsUnknownAndNothingIsDeleted() {
        anApplicationOfAnotherRepositoryIsSyncedAtItsCommit();
        bed.repositories.forget();
        bed.repositories.fails(SHOP, "main", "the host says no; ask it kindly");

        bed.start().pass(Duration.ofMinutes(5));

        assertThat(bed.value("shop", "settings", "key")).hasValue("one");
        assertThat(bed.status("shop").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.UNKNOWN);
    }

    @Test
    void whatMayNotBeNamedIsTheSpecsFault() {
        bed.file("argocd/x.yaml", application("x", source("file:///etc", "HEAD", "."))).commit();

        bed.start().calm();

        assertThat(bed.status("x").conditions().all())
                .singleElement()
                .matches(c -> c.type() == ConditionType.INVALID_SPEC_ERROR)
                .matches(c -> c.message().contains("spec.source.repoURL: 'file:///etc'"));
    }

    @Test
    void theAddressOfAChartIsNotJudgedAsOneOfGit() {
        String chart = source("file:///charts", "1.2.3", "x").replace("path:", "chart:");
        bed.file("argocd/x.yaml", application("x", chart)).commit();

        bed.start().calm();

        assertThat(bed.status("x").conditions().all())
                .isNotEmpty()
                .allMatch(c -> c.message().contains("chart"))
                .noneMatch(c -> c.message().contains("repoURL"));
    }

    @Test
    void objectsOfAllSourcesAreAppliedAndTheLastOneCounts() {
        bed.repositories.stands(
                SHOP,
                "v2",
                TWO,
                new InMemoryTree()
                        .file("over/settings.yaml", settings("overridden"))
                        .file("over/more.yaml", settings("more").replace("settings", "more")));
        bed.configMapFile("web", "settings", "base").configMapFile("web", "base", "base");
        bed.file(
                "argocd/web.yaml",
                application(
                        "web",
                        "sources:\n"
                                + listed(source(Bed.URL, "HEAD", "apps/web"))
                                + listed(source(SHOP, "v2", "over"))
                                + listed(
                                        "repoURL: "
                                                + SHOP
                                                + "\ntargetRevision: v2\nref: values\n")));
        String commit = bed.commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("overridden");
        assertThat(bed.value("web", "base", "key")).hasValue("base");
        assertThat(bed.value("web", "more", "key")).hasValue("more");
        var status = bed.status("web");
        assertThat(status.sync().orElseThrow().status()).isEqualTo(SyncStatusCode.SYNCED);
        assertThat(status.sync().orElseThrow().revision()).isEmpty();
        assertThat(status.sync().orElseThrow().revisions()).containsExactly(commit, TWO, TWO);
        assertThat(status.sourceTypes()).containsExactly("Directory", "Directory");
        assertThat(status.sourceType()).isEmpty();
        assertThat(status.conditions().all())
                .singleElement()
                .matches(c -> c.type() == ConditionType.REPEATED_RESOURCE_WARNING);
        var history = status.history().get(0).origin();
        assertThat(history.revisions()).containsExactly(commit, TWO, TWO);
        assertThat(history.sources()).hasSize(3);
        var result = status.operationState().orElseThrow().syncResult().orElseThrow();
        assertThat(result.origin()).isEqualTo(history);
    }

    @Test
    void allCommitsOfSeveralSourcesAreToldWhereTheCommitOfOneIs() {
        List<String> audited = new ArrayList<>();
        bed.audit = (action, key, cause, before) -> audited.add(action + " " + cause.revision());
        bed.repositories.stands(SHOP, "v2", TWO, new InMemoryTree());
        bed.configMapFile("web", "settings", "base");
        bed.file(
                "argocd/web.yaml",
                application(
                        "web",
                        "sources:\n"
                                + listed(source(Bed.URL, "HEAD", "apps/web"))
                                + listed("repoURL: " + SHOP + "\ntargetRevision: v2\nref: v\n")));
        String both = bed.commit().substring(0, 7) + ", " + TWO.substring(0, 7);
        bed.start().calm();

        assertThat(Fields.list(bed.asked("GET", "/applications").content(), "applications"))
                .extracting(line -> Fields.text(line, "revision").orElse(""))
                .contains(both);
        assertThat(bed.asked("GET", "/applications/web/why").content())
                .containsEntry("sentence", "nothing is in the way of web: it is Synced at " + both);
        assertThat(bed.asked("POST", "/applications/web/hold").status()).startsWith("202");
        assertThat(audited).contains("hold " + both);
    }

    @Test
    void oneSourceThatCannotBeRenderedKeepsTheGoodStateOfAll() {
        objectsOfAllSourcesAreAppliedAndTheLastOneCounts();

        bed.repositories.stands(
                SHOP, "v2", ONE, "over/settings.yaml", settings("one") + "    oops: x\n");
        bed.configMapFile("web", "base", "newer").commit();
        bed.engine0().repositoryChanged(SHOP);
        bed.calm();

        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.UNKNOWN);
        assertThat(bed.value("web", "base", "key")).hasValue("base");
        assertThat(bed.value("web", "more", "key")).hasValue("more");
    }

    @Test
    void whatFailedIsTriedAgainAlsoWhileItsRepositoryIsAway() {
        shop("main", ONE, "one");
        bed.cluster.refuse(
                manifest ->
                        manifest.key().name().equals("settings")
                                ? Optional.of(new ApiRefused(403, "Forbidden", "not now"))
                                : Optional.empty());
        bed.applicationTriedOnce("shop");
        bed.files.computeIfPresent(
                "argocd/shop.yaml",
                (path, text) ->
                        text.replace("repoURL: " + Bed.URL, "repoURL: " + SHOP)
                                .replace("path: apps/shop", "path: web")
                                .replace("targetRevision: HEAD", "targetRevision: main"));
        bed.commit();
        bed.start().calm();
        assertThat(bed.summary("shop").gaveUp()).isTrue();
        bed.repositories.fails(SHOP, "main", "git.example.no cannot be reached; see whether it is");
        bed.engine0().repositoryChanged(SHOP);
        bed.cluster.refuse(manifest -> Optional.empty());
        bed.calm();

        bed.pass(Duration.ofMinutes(11));

        assertThat(bed.value("shop", "settings", "key")).hasValue("one");
    }

    @Test
    void repositoriesThatNobodyNamesAreForgotten() {
        anApplicationOfAnotherRepositoryIsSyncedAtItsCommit();
        assertThat(bed.repositories.kept).containsExactly(new Wanted(SHOP, "main"));

        bed.remove("argocd/shop.yaml").application("web").commit();
        bed.pass(Duration.ofMinutes(1));
        bed.cluster.remove(Bed.key("shop"));
        bed.pass(Duration.ofMinutes(1));

        assertThat(bed.repositories.kept).isEmpty();
    }

    @Test
    void oneApplicationThatNeverComesKeepsNoRepositoryForEver() {
        anApplicationOfAnotherRepositoryIsSyncedAtItsCommit();
        bed.cluster.refuse(
                manifest ->
                        manifest.key().equals(Bed.key("web"))
                                ? Optional.of(new ApiRefused(422, "Invalid", "not here"))
                                : Optional.empty());

        bed.remove("argocd/shop.yaml").application("web").application("api").commit();
        bed.pass(Duration.ofMinutes(1));
        bed.cluster.remove(Bed.key("shop"));
        bed.pass(Duration.ofMinutes(1));

        assertThat(bed.cluster.keys()).contains(Bed.key("api")).doesNotContain(Bed.key("web"));
        assertThat(bed.repositories.kept).isEmpty();
    }

    private void shop(String revision, String commit, String value) {
        bed.repositories.stands(SHOP, revision, commit, "web/settings.yaml", settings(value));
    }

    private static String settings(String value) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          key: %s
        """
                .formatted(value);
    }

    private static String source(String url, String revision, String path) {
        return "repoURL: " + url + "\ntargetRevision: " + revision + "\npath: " + path + "\n";
    }

    private static String listed(String source) {
        return "- " + source.stripTrailing().replace("\n", "\n  ") + "\n";
    }

    private static String application(String name, String source) {
        String block = source.startsWith("sources:") ? source : "source:\n" + source.indent(2);
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: %s
          namespace: argocd
        spec:
          project: default
          destination:
            server: https://kubernetes.default.svc
            namespace: %s
          syncPolicy:
            automated: {prune: true, selfHeal: true}
            syncOptions: [CreateNamespace=true]
        %s"""
                .formatted(name, name, block.indent(2));
    }
}
