package dev.nordbox.appliance;

import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Definitions of others come and go on a real API server: it hangs up, and answers 404. */
class KindsComeAndGoIT extends ControllerFixture {

    private static final GroupKind GADGET = new GroupKind("test.nordbox.no", "Gadget");
    private static final Manifest DEFINITION = Manifests.crd("Gadget", "gadgets", true);
    private static final ResourceKey ONE =
            new ResourceKey(GADGET.group(), GADGET.kind(), NAMESPACE, "one");

    @Test
    void aKindIsWatchedForAsLongAsItIsDefined() throws Exception {
        cluster.apply(DEFINITION, ApplyMode.REAL);
        repository.write("one.yaml", GADGET_YAML).commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> cluster.get(ONE).isPresent());
            await().until(KindsComeAndGoIT::isWatched);

            remove(DEFINITION.key());
            await().until(() -> cluster.get(DEFINITION.key()).isEmpty());
            await().until(() -> !isWatched());

            cluster.apply(DEFINITION, ApplyMode.REAL);
            await().until(() -> cluster.get(ONE).isPresent());
            await().until(KindsComeAndGoIT::isWatched);
            String uid = remove(ONE);
            await().until(() -> cluster.get(ONE).filter(o -> !o.uid().equals(uid)).isPresent());
        }
    }

    /** A watch is a thread. */
    private static boolean isWatched() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("watch " + GADGET));
    }

    private String remove(ResourceKey key) throws Exception {
        Optional<LiveObject> live = cluster.get(key);
        String uid = live.orElseThrow().uid();
        cluster.delete(key, uid, Propagation.BACKGROUND);
        return uid;
    }

    private static final String GADGET_YAML =
            """
            apiVersion: test.nordbox.no/v1
            kind: Gadget
            metadata: {name: one, namespace: controller-it}
            spec: {size: 3}
            """;
}
