package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.Unsealing;
import dev.nordbox.appliance.seal.Vectors;
import dev.nordbox.appliance.seal.control.UnsealResult.Failed;
import dev.nordbox.appliance.seal.control.UnsealResult.Unsealed;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedSecretReconcilerTest {
    private static final String SKIP = "sealedsecrets.bitnami.com/skip-set-owner-references";
    private static final String MANAGED = "sealedsecrets.bitnami.com/managed";

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final SealedSecretReconciler reconciler =
            new SealedSecretReconciler(
                    cluster,
                    () ->
                            new Unsealing(
                                    new KeyRing(List.of(Vectors.keyA())),
                                    new SprigTemplate(),
                                    () -> Places.UNKNOWN),
                    WriteBook.NONE);

    @Test
    void aSecretThatNobodyWillHoldIsRefusedAtOnceAndForTheSameReasonLater() throws Exception {
        LiveObject sealed = sealed(Map.of(SKIP, "true"));

        UnsealResult first = reconciler.reconcile(sealed);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.message())
                                        .contains("is not managed by SealedSecret")
                                        .contains("spec.template.metadata.annotations need that"));
        assertThat(reconciler.reconcile(sealed)).isEqualTo(first);
    }

    @Test
    void whatIsManagedNeedsNoOwner() throws Exception {
        LiveObject sealed = sealed(Map.of(SKIP, "true", MANAGED, "true"));

        assertThat(reconciler.reconcile(sealed)).isEqualTo(new Unsealed(true, List.of()));
        assertThat(reconciler.reconcile(sealed)).isEqualTo(new Unsealed(false, List.of()));
    }

    private LiveObject sealed(Map<String, Object> annotations) throws Exception {
        Map<String, Object> secret =
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of("name", "db", "namespace", "default", "annotations", annotations),
                        "data",
                        Map.of("password", "eA=="));
        SealedSecretDefinition.bring(cluster, WriteBook.NONE);
        return cluster.create(
                Manifest.of(
                        new Sealing(Vectors.keyA().certificate(), new SecureRandom())
                                .seal(secret, Scope.STRICT),
                        "test"));
    }
}
