package dev.nordbox.appliance.render.kustomize.resource;

/**
 * What tells one resource from another in a build.
 *
 * @param clusterScoped whether the type is known to have no namespaces
 * @param namespace as the resource spells it, {@code ""} when it does not
 */
public record ResId(Gvk gvk, boolean clusterScoped, String name, String namespace) {
    /** The namespace, in ids, of what cannot have one. */
    public static final String TOTALLY_NOT_A_NAMESPACE = "_non_namespaceable_";

    static final String DEFAULT_NAMESPACE = "default";

    /** An id of a type whose scope nobody asked for. */
    public ResId(Gvk gvk, String name, String namespace) {
        this(gvk, false, name, namespace);
    }

    /** What two equal ids share: {@code ""} and {@code default} are one namespace. */
    public record Key(Gvk gvk, String name, String namespace) {}

    public Key key() {
        return new Key(gvk, name, effectiveNamespace());
    }

    public String effectiveNamespace() {
        if (clusterScoped) {
            return TOTALLY_NOT_A_NAMESPACE;
        }
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    public boolean sameNamespace(ResId other) {
        return effectiveNamespace().equals(other.effectiveNamespace());
    }

    /** Whether type and name are equal, wherever the two are. */
    public boolean sameGvkAndName(ResId other) {
        return name.equals(other.name) && gvk.equals(other.gvk);
    }

    public boolean matches(ResId other) {
        return sameNamespace(other) && sameGvkAndName(other);
    }

    /** Whether every field that {@code selector} fills is equal here. */
    public boolean isSelectedBy(ResId selector) {
        return (selector.name.isEmpty() || selector.name.equals(name))
                && (selector.namespace.isEmpty() || selector.sameNamespace(this))
                && gvk.isSelected(selector.gvk);
    }

    public boolean isEmpty() {
        return gvk.isAny() && name.isEmpty() && namespace.isEmpty();
    }

    /** As messages show it: {@code Deployment.v1.apps/web.[noNs]}. */
    @Override
    public String toString() {
        return gvk
                + "/"
                + (name.isEmpty() ? "[noName]" : name)
                + "."
                + (namespace.isEmpty() ? "[noNs]" : namespace);
    }

    /** As Go's {@code %#v} prints it into the messages of generators. */
    public String toGoSyntax() {
        return "resid.ResId{Gvk:resid.Gvk{Group:\""
                + gvk.group()
                + "\", Version:\""
                + gvk.version()
                + "\", Kind:\""
                + gvk.kind()
                + "\", isClusterScoped:"
                + clusterScoped
                + "}, Name:\""
                + name
                + "\", Namespace:\""
                + namespace
                + "\"}";
    }
}
