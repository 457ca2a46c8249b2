package dev.nordbox.appliance.render.kustomize.resource;

/** What is known about the scope of API types, under the schema that is in force. */
@FunctionalInterface
public interface Scope {

    /** Whether the type is known to have no namespaces; false for any type nobody knows. */
    boolean isCertainlyClusterScoped(Gvk gvk);
}
