package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies that admit objects, with who wrote into them. */
record AdmissionObjects(List<Object> items) {
    /** As `up` applies them. */
    private static final String OWNER = "nordbox-installer";

    /** As k3s applies what `up` has laid into its folder of manifests, followed by its node. */
    private static final String OF_K3S = "deploy@";

    private static final String PART_OF = "nordbox.no/part-of";

    static AdmissionObjects of(Seen seen) {
        return new AdmissionObjects(ClusterObjects.ofText(seen.text("admission")).items());
    }

    /**
     * Ours that somebody else has written into: what is added beside our fields, such as a
     * condition under which a policy is not asked, is no difference to what was applied. {@code
     * KIND NAME (by MANAGER)}.
     */
    List<String> writtenByOthers() {
        return items.stream()
                .filter(item -> Fields.text(item, "metadata", "labels", PART_OF).isPresent())
                .flatMap(
                        item ->
                                others(item)
                                        .map(
                                                manager ->
                                                        "%s %s (by %s)"
                                                                .formatted(
                                                                        kind(item),
                                                                        ClusterObjects.name(item),
                                                                        manager)))
                .sorted()
                .toList();
    }

    /** Policies that change objects; none is ours. */
    List<String> mutating() {
        return items.stream()
                .filter(item -> kind(item).equals("MutatingAdmissionPolicy"))
                .map(ClusterObjects::name)
                .sorted()
                .toList();
    }

    private static Stream<String> others(Object item) {
        return Fields.list(item, "metadata", "managedFields").stream()
                .filter(entry -> Fields.text(entry, "subresource").isEmpty())
                .map(entry -> Fields.text(entry, "manager"))
                .flatMap(Optional::stream)
                .filter(manager -> !manager.equals(OWNER) && !manager.startsWith(OF_K3S))
                .distinct();
    }

    private static String kind(Object item) {
        return Fields.text(item, "kind").orElse("?");
    }
}
