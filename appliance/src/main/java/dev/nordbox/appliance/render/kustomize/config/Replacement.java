package dev.nordbox.appliance.render.kustomize.config;

import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code replacements}.
 *
 * @param path file that holds the replacement, {@code ""} when it is inline
 * @param targets empty when the field is missing, which is not the same as an empty list
 */
public record Replacement(
        Optional<SourceSelector> source,
        Optional<String> sourceValue,
        Optional<List<TargetSelector>> targets,
        String path) {

    /** The field path that both ends fall back to. */
    public static final String DEFAULT_FIELD_PATH = "metadata.name";
}
