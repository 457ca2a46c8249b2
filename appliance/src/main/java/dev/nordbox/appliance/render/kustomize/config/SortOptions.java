package dev.nordbox.appliance.render.kustomize.config;

import java.util.List;
import java.util.Optional;

/** {@code sortOptions}: the order of the output. */
public record SortOptions(String order, Optional<LegacySortOptions> legacySortOptions) {
    public static final String LEGACY = "legacy";
    public static final String FIFO = "fifo";

    /** Kinds to put first and last when the order is {@link #LEGACY}. */
    public record LegacySortOptions(List<String> orderFirst, List<String> orderLast) {}
}
