package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.health.HealthStatus;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final Manifest BLUE = configMap("", "web", Map.of("colour", "blue"));
    private static final Manifest RED = configMap("", "web", Map.of("colour", "red"));
    private static final Manifest OTHER = configMap("", "other", Map.of("a", "b"));
    private static final ResourceKey WEB = configMap("default", "web", Map.of()).key();
    private static final ResourceKey OTHER_KEY = OTHER.key().inNamespace("default");

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Reconciler reconciler = new Reconciler(cluster);

    @Test
    void bringsTheClusterToWhatIsWanted() throws Exception {
        PassReport report = reconcile(Wanted.app("shop", BLUE, OTHER));

        assertThat(colour()).hasValue("blue");
        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.converged()).isTrue();
        assertThat(report.changes()).isEqualTo(2);
    }

    @Test
    void marksWhatItAppliesAsArgoDoes() throws Exception {
        reconcile(Wanted.app("shop", BLUE, namespace("shop")));

        assertThat(annotation(WEB, "argocd.argoproj.io/tracking-id"))
                .hasValue("shop:/ConfigMap:default/web");
        assertThat(annotation(namespace("shop").key(), "argocd.argoproj.io/tracking-id"))
                .hasValue("shop:/Namespace:default/shop");
    }

    @Test
    void aSecondPassAsksNothingOfAnObjectAndWritesNothing() throws Exception {
        DesiredState desired = Wanted.app("shop", BLUE, OTHER).state();
        reconciler.reconcile(desired);
        cluster.forgetWrites();

        PassReport report = reconciler.reconcile(desired);

        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.requests()).noneMatch(request -> request.startsWith("dry-run"));
        assertThat(report.converged()).isTrue();
    }

    @Test
    void aNewProcessFindsEverythingInPlaceAndWritesNothing() throws Exception {
        DesiredState desired = Wanted.app("shop", BLUE, OTHER).state();
        reconciler.reconcile(desired);
        cluster.forgetWrites();

        PassReport report = new Reconciler(cluster).reconcile(desired);

        assertThat(cluster.writes()).isEmpty();
        assertThat(report.converged()).isTrue();
    }

    @Test
    void aNewRevisionChangesOnlyWhatDiffers() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.forgetWrites();

        reconcile(Wanted.app("shop", RED, OTHER));

        assertThat(colour()).hasValue("red");
        assertThat(cluster.writes()).contains("apply " + WEB).doesNotContain("apply " + OTHER_KEY);
    }

    @Test
    void whatLeftTheRepositoryIsPruned() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));

        PassReport report = reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).contains(WEB).doesNotContain(OTHER_KEY);
        assertThat(report.converged()).isTrue();
        assertThat(inventory("shop")).containsExactly("/ConfigMap:default/web");
    }

    @Test
    void whatIsNotInTheInventoryIsNeverTouched() throws Exception {
        cluster.put(configMap("default", "foreign", Map.of()));
        reconcile(Wanted.app("shop", BLUE, OTHER));

        reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).contains(configMap("default", "foreign", Map.of()).key());
    }

    @Test
    void whatOthersKeepInTheirSecretsIsNotRead() throws Exception {
        Manifest secret = object("v1", "Secret", "", "ours", Map.of("data", Map.of("a", "Yg==")));
        DesiredState desired = Wanted.app("shop", secret).state();
        reconciler.reconcile(desired);
        cluster.forgetWrites();

        PassReport report = new Reconciler(cluster).reconcile(desired);

        assertThat(report.converged()).isTrue();
        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.requests())
                .contains("list " + secret.key().groupKind(), "get default/Secret/ours")
                .doesNotContain("list whole " + secret.key().groupKind());
    }

    @Test
    void driftIsReverted() throws Exception {
        DesiredState desired = Wanted.app("shop", BLUE).state();
        reconciler.reconcile(desired);
        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));

        reconciler.reconcile(desired);

        assertThat(colour()).hasValue("blue");
    }

    @Test
    void fieldsOfOthersAreLeftAlone() throws Exception {
        DesiredState desired = Wanted.app("shop", BLUE).state();
        reconciler.reconcile(desired);
        cluster.edit(WEB, Map.of("data", Map.of("theirs", "yes")));
        cluster.forgetWrites();

        reconciler.reconcile(desired);

        assertThat(cluster.writes()).isEmpty();
        assertThat(Fields.map(cluster.content(WEB), "data")).containsKey("theirs");
    }

    @Test
    void aRemovedTrackingAnnotationHidesNothing() throws Exception {
        DesiredState both = Wanted.app("shop", BLUE, OTHER).state();
        reconciler.reconcile(both);
        cluster.edit(OTHER_KEY, removeTracking());

        reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).doesNotContain(OTHER_KEY);
    }

    @Test
    void anObjectSomebodyElseHasTakenOverIsNotPruned() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.edit(
                OTHER_KEY,
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(
                                        "argocd.argoproj.io/tracking-id",
                                        "theirs:/ConfigMap:default/other"))));

        PassReport report = reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.converged()).isTrue();
    }

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
    void namespacesAndDefinitionsOfTheSameSetComeFirst() throws Exception {
        PassReport report =
                reconcile(
                        Wanted.app(
                                "shop",
                                object("test.nordbox.no/v1", "Thing", "shop", "one", Map.of()),
                                configMap("shop", "web", Map.of()),
                                crd("Thing", "things", true),
                                namespace("shop")));

        assertThat(report.converged()).isTrue();
        assertThat(cluster.keys())
                .contains(new ResourceKey("test.nordbox.no", "Thing", "shop", "one"));
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

    @Test
    void createNamespaceMakesItAndNeverPrunesIt() throws Exception {
        Wanted first = Wanted.nothing().and("shop", Wanted.CREATE_NAMESPACE, "shop", BLUE, OTHER);
        reconciler.reconcile(first.state());
        assertThat(cluster.keys()).contains(BLUE.key().inNamespace("shop"));

        reconciler.reconcile(
                Wanted.nothing().and("shop", Wanted.CREATE_NAMESPACE, "shop", BLUE).state());

        assertThat(cluster.keys())
                .contains(namespace("shop").key())
                .doesNotContain(OTHER.key().inNamespace("shop"));
        assertThat(inventory("shop")).containsExactly("/ConfigMap:shop/web");
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
    void anObjectThatMovesBetweenApplicationsIsTransferred() throws Exception {
        reconcile(Wanted.app("a", BLUE, OTHER).and("b", configMap("", "b", Map.of())));
        String uid = uid(OTHER_KEY);

        PassReport report =
                reconcile(Wanted.app("a", BLUE).and("b", configMap("", "b", Map.of()), OTHER));

        assertThat(uid(OTHER_KEY)).isEqualTo(uid);
        assertThat(annotation(OTHER_KEY, "argocd.argoproj.io/tracking-id"))
                .hasValue("b:/ConfigMap:default/other");
        assertThat(inventory("a")).containsExactly("/ConfigMap:default/web");
        assertThat(inventory("b")).contains("/ConfigMap:default/other");
        assertThat(report.converged()).isTrue();
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
    void nothingIsPrunedWhileAnotherApplicationCannotBeRendered() throws Exception {
        reconcile(Wanted.app("a", BLUE, OTHER).and("b", configMap("", "b", Map.of())));

        PassReport report =
                reconcile(
                        Wanted.app("a", BLUE)
                                .and(new DesiredApplication.NotRendered("b", "b.yaml:3: tab")));

        assertThat(cluster.keys()).contains(OTHER_KEY, configMap("default", "b", Map.of()).key());
        assertThat(conditions(report, "a")).hasSize(1);
        assertThat(conditions(report, "b")).containsExactly("b.yaml:3: tab");
    }

    @Test
    void everythingAtOnceIsPrunedOnlyWhenThatIsAllowed() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));

        PassReport refused = reconcile(Wanted.app("shop"));
        assertThat(cluster.keys()).contains(WEB, OTHER_KEY);
        assertThat(conditions(refused, "shop")).singleElement().asString().contains("allowEmpty");

        PassReport allowed = reconcile(Wanted.app("shop", Wanted.ALLOW_EMPTY));
        assertThat(cluster.keys()).doesNotContain(WEB, OTHER_KEY);
        assertThat(allowed.converged()).isTrue();
    }

    @Test
    void aClaimOnStorageIsKeptUntilSomebodyAgrees() throws Exception {
        Manifest claim = object("v1", "PersistentVolumeClaim", "", "data", Map.of());
        ResourceKey key = claim.key().inNamespace("default");
        reconcile(Wanted.app("shop", BLUE, claim));

        DesiredState without = Wanted.app("shop", BLUE).state();
        PassReport kept = reconciler.reconcile(without);
        assertThat(cluster.keys()).contains(key);
        assertThat(conditions(kept, "shop")).singleElement().asString().contains("Prune=true");

        cluster.edit(
                key,
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of("argocd.argoproj.io/sync-options", "Prune=true"))));
        PassReport agreed = reconciler.reconcile(without);
        assertThat(cluster.keys()).doesNotContain(key);
        assertThat(agreed.converged()).isTrue();
    }

    @Test
    void aNamespaceIsPrunedOnlyWhenNothingOfOthersIsInIt() throws Exception {
        Manifest inside = configMap("shop", "ours", Map.of());
        reconcile(Wanted.app("app", BLUE, namespace("shop"), inside));
        cluster.put(configMap("shop", "theirs", Map.of()));

        DesiredState without = Wanted.app("app", BLUE).state();
        reconciler.reconcile(without);
        assertThat(cluster.keys()).contains(namespace("shop").key()).doesNotContain(inside.key());

        cluster.remove(configMap("shop", "theirs", Map.of()).key());
        reconciler.reconcile(without);
        assertThat(cluster.keys()).doesNotContain(namespace("shop").key());
    }

    @Test
    void withoutAutomationDifferencesAreOnlyReported() throws Exception {
        PassReport report = reconcile(Wanted.app("shop", Wanted.MANUAL, BLUE));

        assertThat(cluster.writes()).isEmpty();
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(report.applications().get(0).health()).isEqualTo(HealthStatus.MISSING);
        assertThat(report.applications().get(0).conditions())
                .singleElement()
                .matches(condition -> condition.type().equals(Condition.MANUAL_SYNC))
                .matches(condition -> condition.message().contains("no spec.syncPolicy.automated"));
        assertThat(report.retry()).isFalse();
    }

    @Test
    void withoutSelfHealADriftIsReportedUntilTheNextRevision() throws Exception {
        DesiredState desired = Wanted.app("shop", Wanted.NO_HEALING, BLUE).state();
        reconciler.reconcile(desired);
        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));

        PassReport report = new Reconciler(cluster).reconcile(desired);
        assertThat(colour()).hasValue("green");
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);

        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED));
        assertThat(colour()).hasValue("red");
    }

    @Test
    void withoutSelfHealABlockedPruneDoesNotMakeDriftReverted() throws Exception {
        DesiredApplication broken = new DesiredApplication.NotRendered("b", "b.yaml:3: tab");
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, BLUE, OTHER));
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED).and(broken));
        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));

        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED).and(broken));

        assertThat(colour()).hasValue("green");
        assertThat(cluster.keys()).contains(OTHER_KEY);
    }

    @Test
    void withoutSelfHealAPruneThatWasBlockedComesLater() throws Exception {
        DesiredApplication broken = new DesiredApplication.NotRendered("b", "b.yaml:3: tab");
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, BLUE, OTHER));
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED).and(broken));

        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED));

        assertThat(cluster.keys()).doesNotContain(OTHER_KEY);
    }

    @Test
    void withoutPruneWhatLeftTheRepositoryStaysAndShows() throws Exception {
        reconcile(Wanted.app("shop", Wanted.NO_PRUNING, BLUE, OTHER));

        PassReport report = reconcile(Wanted.app("shop", Wanted.NO_PRUNING, BLUE));

        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(inventory("shop")).contains("/ConfigMap:default/other");
    }

    @Test
    void aRemovedApplicationLeavesItsObjectsUnlessItsFinalizerSaysOtherwise() throws Exception {
        Manifest third = configMap("", "third", Map.of());
        reconcile(
                Wanted.app("kept", BLUE)
                        .and("gone", Wanted.CASCADING, "default", OTHER)
                        .and("stays", third));

        reconcile(Wanted.app("stays", third));

        assertThat(cluster.keys()).contains(WEB).doesNotContain(OTHER_KEY);
        assertThat(cluster.keys().stream().map(ResourceKey::name))
                .contains("nordbox-inventory-stays")
                .doesNotContain("nordbox-inventory-kept", "nordbox-inventory-gone");
    }

    @Test
    void anApplicationInAnUnreadableFileIsNotTakenForRemoved() throws Exception {
        reconcile(Wanted.app("gone", Wanted.CASCADING, OTHER));

        reconciler.reconcile(Wanted.nothing().stateWithUnreadableFiles());

        assertThat(cluster.keys()).contains(OTHER_KEY);
    }

    @Test
    void aFailingListNeverPrunes() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.failWith(
                request -> {
                    if (request.equals("list whole ConfigMap")) {
                        throw new ApiUnavailable("timeout");
                    }
                });

        assertThatThrownBy(() -> reconcile(Wanted.app("shop", BLUE)))
                .isInstanceOf(ApiUnavailable.class);
        assertThat(cluster.keys()).contains(OTHER_KEY);
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
    void aFailedApplyNeverPrunes() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.failWith(
                request -> {
                    if (request.equals("apply " + WEB)) {
                        throw new ApiUnavailable("timeout");
                    }
                });

        PassReport report = reconcile(Wanted.app("shop", RED));

        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.retry()).isTrue();
    }

    @Test
    void applicationsAreOurConfigurationWhereTheClusterDoesNotKnowThem() throws Exception {
        Manifest application =
                object("argoproj.io/v1alpha1", "Application", "argocd", "web", Map.of());

        PassReport report = reconcile(Wanted.app("root", application, BLUE));

        assertThat(report.converged()).isTrue();
        assertThat(report.changes()).isEqualTo(1);
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

    // ---- words

    private static Manifest annotated(String annotation, String value) {
        Manifest manifest = configMap("", "x", Map.of());
        Fields.map(manifest.content(), "metadata").put("annotations", Map.of(annotation, value));
        return manifest;
    }

    private PassReport reconcile(Wanted wanted) throws Exception {
        return reconciler.reconcile(wanted.state());
    }

    private Optional<String> colour() {
        return Fields.text(cluster.content(WEB), "data", "colour");
    }

    private String uid(ResourceKey key) {
        return Fields.text(cluster.content(key), "metadata", "uid").orElseThrow();
    }

    private Optional<String> annotation(ResourceKey key, String name) {
        return Fields.text(cluster.content(key), "metadata", "annotations", name);
    }

    private static Map<String, Object> removeTracking() {
        Map<String, Object> annotations = new java.util.HashMap<>();
        annotations.put("argocd.argoproj.io/tracking-id", null);
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    private List<String> inventory(String application) {
        ResourceKey key =
                new ResourceKey(
                        "", "ConfigMap", "nordbox-system", "nordbox-inventory-" + application);
        return Fields.text(cluster.content(key), "data", "objects")
                .orElseThrow()
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static List<String> conditions(PassReport report, String application) {
        return report.applications().stream()
                .filter(status -> status.name().equals(application))
                .flatMap(status -> status.conditions().stream())
                .map(Condition::message)
                .toList();
    }
}
