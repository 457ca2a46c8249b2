package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way to what the repository says, and back to it. */
class ReconcilerTest extends ReconcilerSetting {

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
    void applicationsAreOurConfigurationWhereTheClusterDoesNotKnowThem() throws Exception {
        Manifest application =
                object("argoproj.io/v1alpha1", "Application", "argocd", "web", Map.of());

        PassReport report = reconcile(Wanted.app("root", application, BLUE));

        assertThat(report.converged()).isTrue();
        assertThat(report.changes()).isEqualTo(1);
    }
}
