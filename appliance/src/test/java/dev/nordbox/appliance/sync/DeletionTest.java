package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may go, and above all what may not, when the repository does not name it any more. */
class DeletionTest {

    private static final Manifest REST = configMap("", "rest", Map.of());
    private static final Manifest SHOP = namespace("shop");
    private static final Manifest DATA =
            object("v1", "PersistentVolumeClaim", "shop", "data", Map.of());
    private static final Manifest WEB = object("apps/v1", "Deployment", "shop", "web", Map.of());
    private static final Manifest CONFIG = configMap("shop", "config", Map.of());

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Reconciler reconciler = new Reconciler(cluster);

    @Test
    void aNamespaceDoesNotTakeAClaimOnStorageWithIt() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP, DATA, WEB));

        PassReport report = reconcile(Wanted.app("app", REST));

        assertThat(cluster.keys()).contains(SHOP.key(), DATA.key()).doesNotContain(WEB.key());
        assertThat(conditions(report, "app"))
                .anyMatch(text -> text.contains("Namespace/shop") && text.contains("data"));
    }

    @Test
    void aNamespaceGoesInTheSamePassAsAllThatIsInIt() throws Exception {
        reconcile(Wanted.app("a-space", REST, SHOP).and("b", map("b"), WEB, CONFIG));

        PassReport report = reconcile(Wanted.app("a-space", REST).and("b", map("b")));

        assertThat(cluster.keys()).doesNotContain(SHOP.key(), WEB.key(), CONFIG.key());
        assertThat(report.converged()).isTrue();
        assertThat(report.changes()).isEqualTo(3);
    }

    @Test
    void aNamespaceStaysForAnObjectThatMustNotBePruned() throws Exception {
        Manifest config = withOption("Prune=false", CONFIG);
        reconcile(Wanted.app("app", REST, SHOP, config));

        reconcile(Wanted.app("app", REST));

        assertThat(cluster.keys()).contains(SHOP.key(), CONFIG.key());
    }

    @Test
    void aNamespaceStaysForAnApplicationThatDoesNotPrune() throws Exception {
        reconcile(
                Wanted.app("app", REST, SHOP)
                        .and("other", Wanted.NO_PRUNING, "shop", map("b"), CONFIG));

        reconcile(Wanted.app("app", REST).and("other", Wanted.NO_PRUNING, "default", map("b")));

        assertThat(cluster.keys()).contains(SHOP.key(), CONFIG.key());
    }

    @Test
    void whatStaysBecauseNothingIsPrunedIsNamed() throws Exception {
        reconcile(Wanted.app("app", Wanted.NO_PRUNING, REST, map("old")));

        PassReport report = reconcile(Wanted.app("app", Wanted.NO_PRUNING, REST));

        assertThat(cluster.keys()).contains(map("old").key().inNamespace("default"));
        assertThat(conditions(report, "app"))
                .singleElement()
                .asString()
                .contains("automated.prune is off", "ConfigMap/old");
    }

    @Test
    void aNamespaceStaysForTheObjectsOfARemovedApplicationWithoutFinalizer() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP).and("other", WEB, CONFIG));

        reconcile(Wanted.app("app", REST));

        assertThat(cluster.keys()).contains(SHOP.key(), WEB.key(), CONFIG.key());
    }

    @Test
    void aNamespaceStaysForAnObjectTheServerDoesNotLetGo() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP, CONFIG));
        cluster.failWith(
                request -> {
                    if (request.equals("delete " + CONFIG.key())) {
                        throw new ApiRefused(403, "Forbidden", "locked");
                    }
                });

        PassReport report = reconcile(Wanted.app("app", REST));

        assertThat(cluster.keys()).contains(SHOP.key(), CONFIG.key());
        assertThat(conditions(report, "app")).anyMatch(text -> text.contains("locked"));
        assertThat(report.retry()).isTrue();
    }

    @Test
    void aDefinitionStaysForObjectsThatStay() throws Exception {
        Manifest thing =
                withOption("Prune=false", object("test.nordbox.no/v1", "Thing", "", "a", Map.of()));
        Manifest definition = crd("Thing", "things", true);
        reconcile(Wanted.app("app", REST, definition, thing));

        reconcile(Wanted.app("app", REST));

        assertThat(cluster.keys()).contains(definition.key(), thing.key().inNamespace("default"));
    }

    @Test
    void aNamespaceThatCannotBeLookedIntoStaysAndNothingElseWaits() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP, CONFIG).and("other", map("b")));
        cluster.failWith(
                request -> {
                    if (request.equals("list Job.batch")) {
                        throw new ApiRefused(403, "Forbidden", "no rights to Jobs");
                    }
                });

        PassReport report = reconcile(Wanted.app("app", REST).and("other", map("new")));

        assertThat(cluster.keys())
                .contains(SHOP.key(), map("new").key().inNamespace("default"))
                .doesNotContain(CONFIG.key());
        assertThat(conditions(report, "app"))
                .singleElement()
                .asString()
                .contains("no rights to Jobs");
    }

    @Test
    void aNamespaceWhoseObjectsAreStillWantedIsLeftWithoutAnyAdvice() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP, CONFIG));

        PassReport report = reconcile(Wanted.app("app", REST, CONFIG));

        assertThat(cluster.keys()).contains(SHOP.key(), CONFIG.key());
        assertThat(conditions(report, "app")).isEmpty();
        assertThat(report.converged()).isTrue();
    }

    @Test
    void evenAnAgreementDoesNotDeleteANamespaceThatIsADestination() throws Exception {
        reconcile(
                Wanted.nothing()
                        .and("app", Wanted.CREATE_NAMESPACE, "shop", withOption("Prune=true", SHOP))
                        .and("other", map("b")));

        PassReport report =
                reconcile(
                        Wanted.nothing()
                                .and("app", Wanted.CREATE_NAMESPACE, "shop")
                                .and("other", map("b")));

        assertThat(cluster.keys()).contains(SHOP.key());
        assertThat(report.converged()).isTrue();
    }

    @Test
    void aDefinitionWhoseObjectsAreStillWantedIsLeft() throws Exception {
        Manifest thing = object("test.nordbox.no/v1", "Thing", "", "a", Map.of());
        Manifest definition = crd("Thing", "things", true);
        reconcile(Wanted.app("app", withOption("Prune=true", definition), thing));

        PassReport report = reconcile(Wanted.app("app", thing));

        assertThat(cluster.keys()).contains(definition.key(), thing.key().inNamespace("default"));
        assertThat(report.converged()).isTrue();
    }

    @Test
    void aDefinitionStaysForAnObjectThatAForeignOneOwns() throws Exception {
        Manifest definition = crd("Thing", "things", true);
        reconcile(Wanted.app("app", REST, definition));
        Map<String, Object> owner =
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "name", "theirs", "uid", "u-1");
        Manifest thing =
                withMetadata(
                        "ownerReferences",
                        List.of(owner),
                        object("test.nordbox.no/v1", "Thing", "default", "theirs", Map.of()));
        cluster.apply(thing, ApplyMode.REAL);

        reconcile(Wanted.app("app", REST));

        assertThat(cluster.keys()).contains(definition.key(), thing.key());
    }

    @Test
    void aVetoCountsMoreThanAnAgreement() throws Exception {
        Manifest both = withOption("Prune=true,Delete=false", map("both"));
        reconcile(Wanted.app("stays", REST).and("gone", Wanted.CASCADING, "default", both));

        reconcile(Wanted.app("stays", REST));

        assertThat(cluster.keys()).contains(both.key().inNamespace("default"));
    }

    @Test
    void aFinalizerThatWasTakenAwayDeletesNothingLater() throws Exception {
        reconcile(Wanted.app("stays", REST).and("app", Wanted.CASCADING, "default", map("b")));
        reconcile(Wanted.app("stays", REST).and("app", Wanted.MANUAL, "default", map("b")));

        reconcile(Wanted.app("stays", REST));

        assertThat(cluster.keys()).contains(map("b").key().inNamespace("default"));
    }

    @Test
    void whatARemovedApplicationLosesIsCounted() throws Exception {
        reconcile(Wanted.app("stays", REST).and("gone", Wanted.CASCADING, "default", map("b")));

        assertThat(reconcile(Wanted.app("stays", REST)).changes()).isEqualTo(1);
    }

    @Test
    void theChildrenOfARefusedApplicationAreNotTakenForRemoved() throws Exception {
        reconcile(Wanted.app("parent").and("child", Wanted.CASCADING, "default", REST));

        PassReport report = reconcile(Wanted.nothing().and(refused("parent")));

        assertThat(cluster.keys()).contains(REST.key().inNamespace("default"));
        assertThat(conditions(report, "parent")).containsExactly("helm is not honoured");
    }

    @Test
    void whatMayHaveMovedToARefusedApplicationStays() throws Exception {
        reconcile(Wanted.app("a", REST, map("moving")).and("b", map("b")));

        PassReport report = reconcile(Wanted.app("a", REST).and(refused("b")));

        assertThat(cluster.keys())
                .contains(
                        map("moving").key().inNamespace("default"),
                        map("b").key().inNamespace("default"));
        assertThat(conditions(report, "a")).singleElement().asString().contains("can be read");
    }

    @Test
    void anApplicationThatIsRenamedAndRefusedAtOnceKeepsItsObjects() throws Exception {
        reconcile(Wanted.app("a", Wanted.CASCADING, REST).and("b", map("b")));

        reconcile(Wanted.app("b", map("b")).and(refused("new")));

        assertThat(cluster.keys()).contains(REST.key().inNamespace("default"));
    }

    @Test
    void whenAllApplicationsVanishAtOnceAPersonHasToAgree() throws Exception {
        ResourceKey a = map("a").key().inNamespace("default");
        ResourceKey b = map("b").key().inNamespace("default");
        reconcile(
                Wanted.app("a", Wanted.CASCADING, map("a"))
                        .and("b", Wanted.CASCADING, "default", map("b")));

        reconcile(Wanted.app("new", REST));
        PassReport held = new Reconciler(cluster).reconcile(Wanted.app("new", REST).state());
        assertThat(cluster.keys()).contains(a, b);
        assertThat(conditions(held, "a"))
                .singleElement()
                .asString()
                .contains("nordbox-inventory-a nordbox.no/on-removal=confirmed");

        cluster.edit(inventory("a"), annotated("nordbox.no/on-removal", "confirmed"));
        reconcile(Wanted.app("new", REST));
        assertThat(cluster.keys()).contains(b).doesNotContain(a);

        PassReport back =
                reconcile(Wanted.app("new", REST).and("b", Wanted.CASCADING, "default", map("b")));
        assertThat(back.converged()).isTrue();
    }

    @Test
    void anotherRepositoryOrPathDeletesNothingHere() throws Exception {
        reconcile(Wanted.app("a", Wanted.CASCADING, map("a")).of("host/box"));

        PassReport other =
                new Reconciler(cluster)
                        .reconcile(Wanted.app("b", map("b")).of("host/box//b").state());

        assertThat(other.converged()).isTrue();
        assertThat(cluster.keys()).contains(map("a").key().inNamespace("default"));
    }

    @Test
    void anApplicationOfTheSameNameFromElsewhereIsRefusedUntilItIsHandedOver() throws Exception {
        reconcile(Wanted.app("repo", REST, map("a")).of("host/repo//a"));
        Reconciler second = new Reconciler(cluster);

        PassReport refused = second.reconcile(Wanted.app("repo", REST).of("host/repo//b").state());
        assertThat(cluster.keys()).contains(map("a").key().inNamespace("default"));
        assertThat(conditions(refused, "repo"))
                .singleElement()
                .asString()
                .contains("host/repo//a", "nordbox-inventory-repo nordbox.no/owner-");

        cluster.edit(inventory("repo"), annotated("nordbox.no/owner", null));
        PassReport handedOver =
                second.reconcile(Wanted.app("repo", REST).of("host/repo//b").state());
        assertThat(handedOver.converged()).isTrue();
        assertThat(cluster.keys()).doesNotContain(map("a").key().inNamespace("default"));
    }

    @Test
    void anObjectThatAnotherRepositoryHasIsNotFoughtOver() throws Exception {
        reconcile(Wanted.app("a", REST).of("host/one"));

        PassReport other =
                new Reconciler(cluster).reconcile(Wanted.app("b", REST).of("host/two").state());

        assertThat(conditions(other, "b")).singleElement().asString().contains("a of host/one");
    }

    // ---- words

    private static ResourceKey inventory(String application) {
        return new ResourceKey(
                "", "ConfigMap", "nordbox-system", "nordbox-inventory-" + application);
    }

    private static Map<String, Object> annotated(String name, String value) {
        Map<String, Object> annotations = new java.util.HashMap<>();
        annotations.put(name, value);
        return Map.of("metadata", Map.of("annotations", annotations));
    }

    private static DesiredApplication refused(String name) {
        return new DesiredApplication.Refused(name, List.of("helm is not honoured"));
    }

    private PassReport reconcile(Wanted wanted) throws Exception {
        return reconciler.reconcile(wanted.state());
    }

    private static Manifest map(String name) {
        return configMap("", name, Map.of());
    }

    private static Manifest withOption(String option, Manifest manifest) {
        return withMetadata(
                "annotations", Map.of("argocd.argoproj.io/sync-options", option), manifest);
    }

    private static Manifest withMetadata(String field, Object value, Manifest manifest) {
        Map<String, Object> content = new java.util.LinkedHashMap<>(manifest.content());
        Map<String, Object> metadata =
                new java.util.LinkedHashMap<>(Fields.map(manifest.content(), "metadata"));
        metadata.put(field, value);
        content.put("metadata", metadata);
        return Manifest.of(content, manifest.origin());
    }

    private static List<String> conditions(PassReport report, String application) {
        return report.applications().stream()
                .filter(status -> status.name().equals(application))
                .flatMap(status -> status.conditions().stream())
                .map(Condition::message)
                .toList();
    }
}
