package dev.nordbox.appliance.render.kustomize.plugin;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;

/** Makes resources. Its configuration was checked when it was made. */
@FunctionalInterface
public interface Generator {

    List<Resource> generate() throws RenderException;
}
