package dev.nordbox.appliance.render.kustomize.resource;

import java.util.List;

/**
 * The annotations in which a build keeps what it has to remember about a resource. They are part of
 * the object while it is built, so that patches see and can change them as they do in the original,
 * and are taken away at the end.
 */
public final class BuildAnnotations {
    private static final String DOMAIN = "internal.config.kubernetes.io/";

    public static final String PREVIOUS_KINDS = DOMAIN + "previousKinds";
    public static final String PREVIOUS_NAMES = DOMAIN + "previousNames";
    public static final String PREVIOUS_NAMESPACES = DOMAIN + "previousNamespaces";
    public static final String PREFIXES = DOMAIN + "prefixes";
    public static final String SUFFIXES = DOMAIN + "suffixes";
    public static final String GENERATOR_BEHAVIOR = DOMAIN + "generatorBehavior";
    public static final String NEEDS_HASH_SUFFIX = DOMAIN + "needsHashSuffix";
    public static final String ALLOW_NAME_CHANGE = DOMAIN + "allowNameChange";
    public static final String ALLOW_KIND_CHANGE = DOMAIN + "allowKindChange";

    public static final String ORIGIN = "config.kubernetes.io/origin";
    public static final String TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";
    public static final String LOCAL_CONFIG = "config.kubernetes.io/local-config";

    static final String ENABLED = "enabled";

    private static final List<String> LEGACY =
            List.of("config.kubernetes.io/path", "config.kubernetes.io/index", "config.k8s.io/id");

    /** What is taken away when the build is done. */
    static final List<String> ALL =
            List.of(
                    PREVIOUS_KINDS,
                    PREVIOUS_NAMES,
                    PREFIXES,
                    SUFFIXES,
                    PREVIOUS_NAMESPACES,
                    ALLOW_NAME_CHANGE,
                    ALLOW_KIND_CHANGE,
                    DOMAIN + "refBy",
                    GENERATOR_BEHAVIOR,
                    NEEDS_HASH_SUFFIX,
                    DOMAIN + "path",
                    DOMAIN + "index",
                    DOMAIN + "seqindent",
                    DOMAIN + "id",
                    DOMAIN + "annotations-migration-resource-id",
                    LEGACY.get(0),
                    LEGACY.get(1),
                    LEGACY.get(2),
                    DOMAIN + "helm-generated");

    private BuildAnnotations() {}

    /** Whether a JSON patch leaves the annotation alone. */
    static boolean isInternal(String annotation) {
        return annotation.startsWith(DOMAIN) || LEGACY.contains(annotation);
    }
}
