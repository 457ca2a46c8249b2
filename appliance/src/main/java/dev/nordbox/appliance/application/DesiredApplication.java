package dev.nordbox.appliance.application;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** One application as a revision of the repository wants it. */
public sealed interface DesiredApplication {

    /** Unique among the applications of a revision. */
    String name();

    /**
     * It could be read.
     *
     * @param namespace where namespaced objects go that name no namespace
     * @param parent the application whose manifests it is among
     */
    record Rendered(
            String name,
            String namespace,
            SyncPolicy policy,
            List<Manifest> manifests,
            Optional<String> parent)
            implements DesiredApplication {
        public Rendered {
            manifests = List.copyOf(manifests);
        }

        public Rendered(
                String name, String namespace, SyncPolicy policy, List<Manifest> manifests) {
            this(name, namespace, policy, manifests, Optional.empty());
        }

        public Rendered childOf(String application) {
            return new Rendered(name, namespace, policy, manifests, Optional.of(application));
        }
    }

    /**
     * Its Application asks for what is not honoured; whatever it has in the cluster stays. What it
     * wants is as unknown as with {@link NotRendered}.
     */
    record Refused(String name, List<String> problems) implements DesiredApplication {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Its files cannot be rendered: what it wants is unknown, which is not the same as nothing. */
    record NotRendered(String name, String problem) implements DesiredApplication {}
}
