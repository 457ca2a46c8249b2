package dev.nordbox.appliance.render.kustomize.config;

import java.util.List;
import java.util.Map;

/** An entry of {@code labels}. */
public record Label(
        Map<String, String> pairs,
        boolean includeSelectors,
        boolean includeTemplates,
        List<FieldSpec> fields) {}
