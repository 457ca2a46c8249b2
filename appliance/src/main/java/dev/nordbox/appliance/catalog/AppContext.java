package dev.nordbox.appliance.catalog;

/**
 * For whom a source is rendered: Argo CD's build environment, and the name of its overrides.
 *
 * @param name of the Application, {@code namespace_name} outside the control plane's namespace
 * @param namespace where its objects go: {@code spec.destination.namespace}, not its own
 * @param project its {@code spec.project}
 * @param revision full id of the commit that is rendered
 */
public record AppContext(String name, String namespace, String project, String revision) {}
