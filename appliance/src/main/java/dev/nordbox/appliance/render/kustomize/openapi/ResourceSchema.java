package dev.nordbox.appliance.render.kustomize.openapi;

import java.util.List;
import java.util.Optional;

/** The type of one value, as far as a strategic merge asks for it. */
public interface ResourceSchema {

    /** The type of a field; empty when nothing is known about it. */
    Optional<ResourceSchema> field(String name);

    /** The type of a list's elements. */
    Optional<ResourceSchema> elements();

    /** Whether a patch merges into the list element by element instead of replacing it. */
    boolean isAssociative();

    /** The fields that tell elements apart; empty for a list of primitives, such as finalizers. */
    List<String> mergeKeys();
}
