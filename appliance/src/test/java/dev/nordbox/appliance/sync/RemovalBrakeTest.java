package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An Application that has others among its manifests, and objects of its own. */
class RemovalBrakeTest {

    private static final Manifest OWN = configMap("", "own", Map.of());
    private static final ResourceKey A = configMap("default", "a", Map.of()).key();
    private static final ResourceKey B = configMap("default", "b", Map.of()).key();

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Reconciler reconciler = new Reconciler(cluster);

    @Test
    void whenAllItsChildrenVanishAtOnceAPersonHasToAgree() throws Exception {
        reconcile(Wanted.app("root", OWN).and(child("a")).and(child("b")));

        reconcile(Wanted.app("root", OWN).and(child("new")));
        PassReport held =
                new Reconciler(cluster)
                        .reconcile(Wanted.app("root", OWN).and(child("new")).state());

        assertThat(cluster.keys()).contains(A, B);
        assertThat(held.toString()).contains("nordbox-inventory-a nordbox.no/on-removal=confirmed");
    }

    @Test
    void oneOfItsChildrenMayGo() throws Exception {
        reconcile(Wanted.app("root", OWN).and(child("a")).and(child("b")));

        reconcile(Wanted.app("root", OWN).and(child("a")));

        assertThat(cluster.keys()).contains(A).doesNotContain(B);
    }

    @Test
    void theOnlyChildMayGo() throws Exception {
        reconcile(Wanted.app("root", OWN).and(child("a")));

        reconcile(Wanted.app("root", OWN));

        assertThat(cluster.keys()).doesNotContain(A);
    }

    @Test
    void childrenThatAreOnlyOutOfSightAreNotHeld() throws Exception {
        reconcile(Wanted.app("root", OWN).and(child("a")).and(child("b")));
        reconcile(Wanted.nothing().and(new DesiredApplication.NotRendered("root", "tab")));

        PassReport back = reconcile(Wanted.app("root", OWN).and(child("a")));

        assertThat(cluster.keys()).contains(A).doesNotContain(B);
        assertThat(back.converged()).isTrue();
    }

    private static DesiredApplication child(String name) {
        List<Manifest> manifests = List.of(configMap("", name, Map.of()));
        return new DesiredApplication.Rendered(name, "default", Wanted.CASCADING, manifests)
                .childOf("root");
    }

    private PassReport reconcile(Wanted wanted) throws Exception {
        return reconciler.reconcile(wanted.state());
    }
}
