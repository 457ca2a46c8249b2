package dev.nordbox.appliance.render.kustomize.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What generated ConfigMaps and Secrets get beside their data. */
public record GeneratorOptions(
        Map<String, String> labels,
        Map<String, String> annotations,
        boolean disableNameSuffixHash,
        boolean immutable) {

    /** The options of one generator: its own entries win, but a global "true" stays true. */
    static Optional<GeneratorOptions> merge(
            Optional<GeneratorOptions> global, Optional<GeneratorOptions> local) {
        if (global.isEmpty() || local.isEmpty()) {
            return local.or(() -> global);
        }
        GeneratorOptions above = global.get();
        GeneratorOptions own = local.get();
        return Optional.of(
                new GeneratorOptions(
                        override(above.labels, own.labels),
                        override(above.annotations, own.annotations),
                        above.disableNameSuffixHash || own.disableNameSuffixHash,
                        above.immutable || own.immutable));
    }

    private static Map<String, String> override(
            Map<String, String> global, Map<String, String> local) {
        Map<String, String> merged = new TreeMap<>(global);
        merged.putAll(local);
        return merged;
    }
}
