package dev.nordbox.appliance.render.kustomize.resource;

/**
 * The resources a patch or replacement is for: all that meet every condition which is not empty.
 *
 * @param id group, version, kind, name and namespace, each an anchored regular expression
 * @param annotationSelector in Kubernetes' label selector syntax
 * @param labelSelector in Kubernetes' label selector syntax
 */
public record Selector(ResId id, String annotationSelector, String labelSelector) {

    @Override
    public String toString() {
        return id + ":a=" + annotationSelector + ":l=" + labelSelector;
    }
}
