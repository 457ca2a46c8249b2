package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An object that leaves one application is wanted by another, which cannot have it yet. */
class HandoverTest {

    private static final Manifest REST = configMap("", "rest", Map.of());
    private static final Manifest MOVING = configMap("", "moving", Map.of());
    private static final Manifest REFUSED = configMap("", "refused", Map.of("no good", ""));
    private static final ResourceKey MOVED = MOVING.key().inNamespace("default");

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Reconciler reconciler = new Reconciler(cluster);

    @Test
    void whatTheOtherNeverTookGoesWhenNobodyWantsItAnyMore() throws Exception {
        reconcile(Wanted.app("old", REST, MOVING));

        PassReport waiting = reconcile(Wanted.app("old", REST).and("new", MOVING, REFUSED));
        assertThat(cluster.keys()).contains(MOVED);
        assertThat(waiting.retry()).isTrue();

        reconcile(Wanted.app("old", REST).and("new", configMap("", "new", Map.of())));
        assertThat(cluster.keys()).doesNotContain(MOVED);
    }

    @Test
    void aRemovedApplicationIsNotForgottenBeforeTheOtherHasItsObjects() throws Exception {
        reconcile(Wanted.app("stays", REST).and("old", Wanted.CASCADING, "default", MOVING));

        PassReport waiting = reconcile(Wanted.app("stays", REST).and("new", MOVING, REFUSED));
        assertThat(cluster.keys()).contains(MOVED);
        assertThat(waiting.applications())
                .filteredOn(status -> status.name().equals("old"))
                .singleElement()
                .asString()
                .contains("moving goes to another application");

        PassReport taken = reconcile(Wanted.app("stays", REST).and("new", MOVING));
        assertThat(taken.converged()).isTrue();
        assertThat(StoredInventory.all(cluster))
                .extracting(StoredInventory::application)
                .containsExactlyInAnyOrder("new", "stays");
    }

    private PassReport reconcile(Wanted wanted) throws Exception {
        return reconciler.reconcile(wanted.state());
    }
}
