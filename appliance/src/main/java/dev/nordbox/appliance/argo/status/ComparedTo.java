package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Map;

/**
 * The parts of a spec that a comparison depends on, as they were written. When they are others now,
 * the comparison is out of date.
 *
 * @param source empty when there are several
 */
public record ComparedTo(
        Map<String, Object> source,
        List<Object> sources,
        Map<String, Object> destination,
        List<Object> ignoreDifferences) {

    /**
     * @param spec {@code spec} of the Application, as written
     */
    public static ComparedTo of(Map<String, Object> spec) {
        List<Object> sources = Fields.list(spec, "sources");
        return new ComparedTo(
                sources.isEmpty() ? Fields.map(spec, "source") : Map.of(),
                sources,
                Fields.map(spec, "destination"),
                Fields.list(spec, "ignoreDifferences"));
    }
}
