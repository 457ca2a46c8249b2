package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;

/**
 * One Application of {@code argoproj.io/v1alpha1}, live or as the repository has it. Its status is
 * read apart from it.
 *
 * @param operation a sync that somebody asks for by writing it to the object; the controller takes
 *     it into the status
 */
public record Application(Metadata metadata, Spec spec, Optional<Operation> operation) {

    public static final GroupKind KIND = new GroupKind("argoproj.io", "Application");

    public String name() {
        return metadata.name();
    }

    public ResourceKey key() {
        return new ResourceKey(KIND.group(), KIND.kind(), metadata.namespace(), metadata.name());
    }

    /** What its annotations ask of the controller. */
    public Requests requests() {
        return new Requests(metadata.annotations());
    }

    /**
     * Argo CD's {@code selfHeal}, {@code prune} and so on count only while automated sync is on,
     * and not on hold.
     */
    public Optional<Automated> automated() {
        return requests().hold().isPresent()
                ? Optional.empty()
                : spec.syncPolicy().automated().filter(Automated::enabled);
    }

    public boolean syncsByItself() {
        return automated().isPresent();
    }
}
