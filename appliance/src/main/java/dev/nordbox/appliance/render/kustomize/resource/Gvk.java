package dev.nordbox.appliance.render.kustomize.resource;

/**
 * Group, version and kind of a Kubernetes API type; as a selector, {@code ""} means any.
 *
 * @param group {@code ""} for the core group
 */
public record Gvk(String group, String version, String kind) {
    public static final Gvk ANY = new Gvk("", "", "");

    public static Gvk of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new Gvk("", apiVersion, kind)
                : new Gvk(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether every field that {@code selector} fills is equal here. */
    public boolean isSelected(Gvk selector) {
        return (selector.group.isEmpty() || selector.group.equals(group))
                && (selector.version.isEmpty() || selector.version.equals(version))
                && (selector.kind.isEmpty() || selector.kind.equals(kind));
    }

    public boolean isAny() {
        return group.isEmpty() && version.isEmpty() && kind.isEmpty();
    }

    /** As messages show it: {@code Deployment.v1.apps}. */
    @Override
    public String toString() {
        return or(kind, "[noKind]") + "." + or(version, "[noVer]") + "." + or(group, "[noGrp]");
    }

    private static String or(String value, String placeholder) {
        return value.isEmpty() ? placeholder : value;
    }
}
