package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResId;

/**
 * An entry of {@code vars}: a name that {@code $(NAME)} stands for, and the field it is read from.
 */
public record Var(String name, Target target, String fieldPath) {

    /** The {@code objref}: a resource by the name it had in its file. */
    public record Target(String apiVersion, Gvk gvk, String name, String namespace) {

        /** The type that is meant; {@code apiVersion} wins over group and version. */
        public Gvk effectiveGvk() {
            String[] parts = apiVersion.split("/", -1);
            if (apiVersion.isEmpty() || parts.length > 2) {
                return gvk;
            }
            return parts.length == 2
                    ? new Gvk(parts[0], parts[1], gvk.kind())
                    : new Gvk(gvk.group(), parts[0], gvk.kind());
        }

        public ResId id(boolean clusterScoped) {
            return new ResId(effectiveGvk(), clusterScoped, name, namespace);
        }
    }

    public Var withDefaults() {
        String path = fieldPath.isEmpty() ? Replacement.DEFAULT_FIELD_PATH : fieldPath;
        return new Var(name, target, path).withGvkOfApiVersion();
    }

    /** The same, with the type that is meant in its own field: so it is shown in messages. */
    public Var withGvkOfApiVersion() {
        Target complete =
                new Target(
                        target.apiVersion(),
                        target.effectiveGvk(),
                        target.name(),
                        target.namespace());
        return new Var(name, complete, fieldPath);
    }

    /** As Go prints the struct: {@code {HOST ConfigMap.v1.[noGrp] {metadata.name}}}. */
    @Override
    public String toString() {
        return "{" + name + " " + target.gvk() + " {" + fieldPath + "}}";
    }
}
