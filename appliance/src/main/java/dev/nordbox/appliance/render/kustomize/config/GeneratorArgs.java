package dev.nordbox.appliance.render.kustomize.config;

import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code configMapGenerator} or {@code secretGenerator}.
 *
 * @param behavior {@code create}, {@code merge} or {@code replace}; anything else means create
 * @param type the type of a Secret, {@code ""} for Opaque and for ConfigMaps
 * @param line where the entry begins in its file; 0 for one that stands in none
 */
public record GeneratorArgs(
        String namespace,
        String name,
        String behavior,
        KvPairSources sources,
        Optional<GeneratorOptions> options,
        String type,
        int line) {

    /** Where the data comes from. */
    public record KvPairSources(List<String> literals, List<String> files, List<String> envs) {}

    public GeneratorArgs withGlobal(Optional<GeneratorOptions> global) {
        return new GeneratorArgs(
                namespace,
                name,
                behavior,
                sources,
                GeneratorOptions.merge(global, options),
                type,
                line);
    }
}
