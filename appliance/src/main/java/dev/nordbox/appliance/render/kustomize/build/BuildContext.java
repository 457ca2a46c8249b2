package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.resource.ResourceFactory;
import java.util.List;

/** What all targets of one build share. Belongs to the thread that builds. */
final class BuildContext {
    private final Meter meter;
    private final Schemas schemas = new Schemas();
    private final ResourceFactory resources;
    private final List<String> warnings;
    private final boolean externalPlugins;

    BuildContext(Meter meter, boolean externalPlugins, List<String> warnings) {
        this.meter = meter;
        this.externalPlugins = externalPlugins;
        this.warnings = warnings;
        this.resources = new ResourceFactory(schemas, meter);
    }

    Meter meter() {
        return meter;
    }

    Schemas schemas() {
        return schemas;
    }

    ResourceFactory resources() {
        return resources;
    }

    /** Whether plugins that are not built in were asked for; they are refused either way. */
    boolean externalPlugins() {
        return externalPlugins;
    }

    PluginTools tools(Loader loader) {
        return new PluginTools(loader, resources, meter, schemas::types, schemas::scopes);
    }

    void warn(String message) {
        warnings.add(message);
    }
}
