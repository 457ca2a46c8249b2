package dev.nordbox.appliance.render.kustomize.plugin;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;

/** Changes resources in place. Its configuration was checked when it was made. */
@FunctionalInterface
public interface Transformer {

    /**
     * @param resources the transformer keeps their index of ids right, see {@link ResMap#refresh}
     *     and {@link ResMap#forgetIds}
     */
    void transform(ResMap resources) throws RenderException;
}
