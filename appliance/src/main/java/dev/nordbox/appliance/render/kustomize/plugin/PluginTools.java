package dev.nordbox.appliance.render.kustomize.plugin;

import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.kustomize.resource.ResourceFactory;
import java.util.function.Supplier;

/**
 * What a generator or transformer works with.
 *
 * @param loader reads the files its configuration names
 * @param types the types known at the moment of asking, for a merge: a base may bring its own
 * @param scopes the same types, for those who only ask for scopes
 */
public record PluginTools(
        Loader loader,
        ResourceFactory resources,
        Meter meter,
        Supplier<OpenApi> types,
        Supplier<OpenApi> scopes) {}
