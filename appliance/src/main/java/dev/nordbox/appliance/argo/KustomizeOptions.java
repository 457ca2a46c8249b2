package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Application adds to the kustomization at its path; {@code ""}, empty and false where it
 * adds nothing.
 *
 * @param images {@code [old=]new[:tag|@digest]}
 * @param commonAnnotationsEnvsubst build variables in the values of commonAnnotations are filled in
 * @param forceCommonLabels labels that the kustomization sets itself are overwritten
 * @param labelWithoutSelector commonLabels stay out of selectors
 * @param labelIncludeTemplates with {@code labelWithoutSelector}: pod templates are labelled, too
 * @param ignoreMissingComponents components that are not there are left out
 * @param version name of a kustomize that an administrator of Argo CD has installed
 * @param kubeVersion version of Kubernetes that charts are rendered for
 * @param apiVersions APIs that charts are told of
 */
public record KustomizeOptions(
        String namePrefix,
        String nameSuffix,
        String namespace,
        List<String> images,
        List<Replica> replicas,
        Map<String, String> commonLabels,
        boolean forceCommonLabels,
        boolean labelWithoutSelector,
        boolean labelIncludeTemplates,
        Map<String, String> commonAnnotations,
        boolean commonAnnotationsEnvsubst,
        boolean forceCommonAnnotations,
        List<Patch> patches,
        List<String> components,
        boolean ignoreMissingComponents,
        String version,
        String kubeVersion,
        List<String> apiVersions) {

    /** Nothing is added. */
    public static final KustomizeOptions NONE =
            new KustomizeOptions(
                    "", "", "", List.of(), List.of(), Map.of(), false, false, false, Map.of(),
                    false, false, List.of(), List.of(), false, "", "", List.of());

    public KustomizeOptions {
        images = List.copyOf(images);
        replicas = List.copyOf(replicas);
        commonLabels = Map.copyOf(commonLabels);
        commonAnnotations = Map.copyOf(commonAnnotations);
        patches = List.copyOf(patches);
        components = List.copyOf(components);
        apiVersions = List.copyOf(apiVersions);
    }

    /** Replicas of every workload of a name. */
    public record Replica(String name, long count) {}

    /**
     * A patch: a file or its text.
     *
     * @param path file below the source's path; {@code ""} when the text is given
     * @param patch the text; {@code ""} when a file is given
     * @param target what is patched; empty: the object that the patch itself names
     */
    public record Patch(
            String path, String patch, Optional<Target> target, Map<String, Boolean> options) {
        public Patch {
            options = Map.copyOf(options);
        }
    }

    /** Which objects a patch is for; {@code ""} matches every one. */
    public record Target(
            String group,
            String version,
            String kind,
            String name,
            String namespace,
            String labelSelector,
            String annotationSelector) {}
}
