package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an Application said last about its objects counts when it is removed. */
class RemovalWordTest {

    private static final Manifest REST = configMap("", "rest", Map.of());
    private static final Manifest MAP = configMap("", "b", Map.of());
    private static final Manifest UNKNOWN = object("example.no/v1", "Thing", "", "a", Map.of());

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Reconciler reconciler = new Reconciler(cluster);

    @Test
    void aFinalizerThatIsTakenAwayCountsAlsoWhileNothingCanBeApplied() throws Exception {
        reconcile(Wanted.app("stays", REST).and("app", Wanted.CASCADING, "default", MAP));
        reconcile(Wanted.app("stays", REST).and("app", MAP, UNKNOWN));

        reconcile(Wanted.app("stays", REST));

        assertThat(cluster.keys()).contains(MAP.key().inNamespace("default"));
    }

    @Test
    void aFinalizerThatIsAddedDeletesNothingBeforeTheRestWasApplied() throws Exception {
        reconcile(Wanted.app("stays", REST).and("app", MAP));
        reconcile(Wanted.app("stays", REST).and("app", Wanted.CASCADING, "default", MAP, UNKNOWN));

        reconcile(Wanted.app("stays", REST));

        assertThat(cluster.keys()).contains(MAP.key().inNamespace("default"));
    }

    private PassReport reconcile(Wanted wanted) throws Exception {
        return reconciler.reconcile(wanted.state());
    }
}
