package dev.nordbox.appliance.control;

import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Fields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The container images that manifests name. */
final class Images {

    private static final Set<String> CONTAINERS =
            Set.of("containers", "initContainers", "ephemeralContainers");
    private static final int DEEPEST = 6;

    private Images() {}

    static List<String> of(Collection<Target> targets) {
        Set<String> images = new TreeSet<>();
        targets.forEach(target -> collect(target.manifest().content(), 0, images));
        return List.copyOf(images);
    }

    /** A pod's spec lies in {@code spec}, {@code spec.template.spec} or, in a CronJob, deeper. */
    private static void collect(Map<String, Object> object, int depth, Set<String> images) {
        object.forEach(
                (field, value) -> {
                    if (CONTAINERS.contains(field) && value instanceof List<?> containers) {
                        containers.forEach(c -> Fields.text(c, "image").ifPresent(images::add));
                    } else if (value instanceof Map<?, ?> inner && depth < DEEPEST) {
                        collect(Fields.map(inner), depth + 1, images);
                    }
                });
    }
}
