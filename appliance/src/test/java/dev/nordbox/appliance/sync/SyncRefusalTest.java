package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not applied: it is named, and nobody else suffers. */
class SyncRefusalTest extends ReconcilerSetting {

    @Test
    void everythingRefusedIsReportedAtOnceAndNothingIsApplied() throws Exception {
        reconcile(Wanted.app("shop", BLUE));
        cluster.forgetWrites();

        PassReport report =
                reconcile(
                        Wanted.app(
                                "shop",
                                RED,
                                configMap("", "Bad_Name", Map.of()),
                                configMap("nowhere", "lost", Map.of())));

        assertThat(colour()).hasValue("blue");
        assertThat(cluster.writes()).isEmpty();
        assertThat(conditions(report, "shop"))
                .hasSize(2)
                .anyMatch(text -> text.contains("Bad_Name.yaml:1"))
                .anyMatch(text -> text.contains("lost.yaml:1") && text.contains("CreateNamespace"));
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(report.retry()).isTrue();
    }

    @Test
    void oneApplicationsTroubleIsNotAnothers() throws Exception {
        PassReport report =
                reconcile(
                        Wanted.app("bad", configMap("", "Bad_Name", Map.of()))
                                .and(new DesiredApplication.Refused("helm", List.of("no helm")))
                                .and("good", BLUE));

        assertThat(colour()).hasValue("blue");
        assertThat(report.applications())
                .extracting(ApplicationStatus::name, ApplicationStatus::sync)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bad", SyncStatus.OUT_OF_SYNC),
                        org.assertj.core.groups.Tuple.tuple("good", SyncStatus.SYNCED),
                        org.assertj.core.groups.Tuple.tuple("helm", SyncStatus.UNKNOWN));
    }

    @Test
    void anUnknownKindIsNamedWithItsFile() throws Exception {
        PassReport report =
                reconcile(
                        Wanted.app(
                                "shop",
                                BLUE,
                                object("test.nordbox.no/v1", "Thing", "", "one", Map.of())));

        assertThat(conditions(report, "shop"))
                .singleElement()
                .asString()
                .contains("one.yaml:1")
                .contains("Thing.test.nordbox.no");
        assertThat(cluster.keys()).doesNotContain(WEB);
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.UNKNOWN);
    }

    @Test
    void aDuplicateIsRefusedWithBothPlaces() throws Exception {
        Manifest twin = Manifest.of(BLUE.content(), "twin.yaml:7");

        PassReport report = reconcile(Wanted.app("shop", BLUE, twin));

        assertThat(conditions(report, "shop"))
                .singleElement()
                .asString()
                .contains("twin.yaml:7")
                .contains("web.yaml:1");
    }

    @Test
    void whoHasAnObjectKeepsItAndTheOtherIsRefused() throws Exception {
        reconcile(Wanted.app("z", BLUE));

        PassReport report = reconcile(Wanted.app("a", RED).and("z", BLUE));

        assertThat(colour()).hasValue("blue");
        assertThat(conditions(report, "a")).singleElement().asString().contains("application z");
        assertThat(conditions(report, "z")).isEmpty();
    }

    @Test
    void aKindThatCannotBeListedStopsOnlyThoseWhoUseIt() throws Exception {
        Manifest secret = object("v1", "Secret", "", "s", Map.of());
        reconcile(Wanted.app("a", BLUE).and("b", secret, OTHER));
        cluster.failWith(
                request -> {
                    if (request.equals("list Secret")) {
                        throw new ApiRefused(403, "Forbidden", "no rights to Secrets");
                    }
                });

        PassReport report = reconcile(Wanted.app("a", RED).and("b", secret));

        assertThat(colour()).hasValue("red");
        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(conditions(report, "a")).isEmpty();
        assertThat(conditions(report, "b")).singleElement().asString().contains("no rights");
        assertThat(report.retry()).isTrue();
    }

    @Test
    void whatAServerWroteIntoAManifestIsNotApplied() throws Exception {
        Manifest exported =
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "metadata",
                                Map.of(
                                        "name", "web",
                                        "uid", "1",
                                        "resourceVersion", "2",
                                        "creationTimestamp", "2020-01-01T00:00:00Z"),
                                "data",
                                Map.of("colour", "blue")),
                        "web.yaml:1");

        reconcile(Wanted.app("shop", exported));

        assertThat(Fields.map(cluster.content(WEB), "metadata"))
                .doesNotContainKey("creationTimestamp");
    }

    @Test
    void aHookIsRefusedRatherThanAppliedAsSomethingElse() throws Exception {
        Manifest hook = object("batch/v1", "Job", "", "migrate", Map.of());
        Map<String, Object> metadata = Fields.map(hook.content(), "metadata");
        metadata.put("annotations", Map.of("argocd.argoproj.io/hook", "PreSync"));

        PassReport report = reconcile(Wanted.app("shop", hook, BLUE));

        assertThat(conditions(report, "shop")).singleElement().asString().contains("hook");
        assertThat(cluster.keys()).doesNotContain(WEB);
    }

    @Test
    void anOptionOfAnObjectIsHonouredOrRefusedByName() throws Exception {
        PassReport report =
                reconcile(
                        Wanted.app(
                                        "refused",
                                        annotated(
                                                "argocd.argoproj.io/sync-options",
                                                "Prune=false, Replace=true,Force=true"),
                                        BLUE)
                                .and(
                                        "compared",
                                        annotated(
                                                "argocd.argoproj.io/compare-options",
                                                "IgnoreExtraneous"))
                                .and("kept", annotated("helm.sh/resource-policy", "keep"))
                                .and(
                                        "granted",
                                        annotated(
                                                "argocd.argoproj.io/sync-options",
                                                "ServerSideApply=true,"
                                                        + "SkipDryRunOnMissingResource=true,")));

        assertThat(conditions(report, "refused"))
                .singleElement()
                .asString()
                .contains("x.yaml:1")
                .contains("sync-options: Replace=true, ")
                .contains("sync-options: Force=true is not honoured")
                .doesNotContain("Prune=false");
        assertThat(conditions(report, "compared"))
                .singleElement()
                .asString()
                .contains("IgnoreExtr");
        assertThat(conditions(report, "kept")).singleElement().asString().contains("Delete=false");
        assertThat(conditions(report, "granted")).isEmpty();
        assertThat(cluster.keys()).doesNotContain(WEB);
    }

    @Test
    void whatComesWithTheSetIsJudgedBeforeAnyOfItIsStored() throws Exception {
        PassReport report =
                reconcile(
                        Wanted.app(
                                "shop",
                                namespace("shop"),
                                configMap("shop", "good", Map.of()),
                                configMap("shop", "Bad_Name", Map.of())));

        assertThat(cluster.keys())
                .contains(namespace("shop").key())
                .noneMatch(key -> key.namespace().equals("shop"));
        assertThat(conditions(report, "shop")).hasSize(1);
    }
}
