package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.plugin.YamlErrors;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/** Applies patches to the resources whose type, name and namespace they bear. */
public final class PatchStrategicMergeTransformer implements Transformer {
    private final List<Resource> patches;
    private final PluginTools tools;

    private PatchStrategicMergeTransformer(List<Resource> patches, PluginTools tools) {
        this.patches = patches;
        this.tools = tools;
    }

    /**
     * The configuration.
     *
     * @param paths files, or patches written in place
     * @param patches more patches written in place
     */
    public record Settings(List<String> paths, String patches) {

        public static Settings read(Fields fields) {
            return new Settings(
                    fields.texts("paths", "types.PatchStrategicMerge"), fields.text("patches"));
        }
    }

    public static PatchStrategicMergeTransformer configure(Settings settings, PluginTools tools)
            throws RenderException {
        if (settings.paths().isEmpty() && settings.patches().isEmpty()) {
            throw new RenderException("empty file path and empty patch content");
        }
        List<Resource> patches = new ArrayList<>();
        for (String path : settings.paths()) {
            patches.addAll(load(path, tools));
        }
        if (!settings.patches().isEmpty()) {
            patches.addAll(tools.resources().fromText(settings.patches(), "patches"));
        }
        if (patches.isEmpty()) {
            throw new RenderException(
                    "patch appears to be empty; files=%s, Patch=%s"
                            .formatted(GoText.list(settings.paths()), settings.patches()));
        }
        return new PatchStrategicMergeTransformer(patches, tools);
    }

    /** The text itself if it is a patch, or else the file of that name. */
    private static List<Resource> load(String path, PluginTools tools) throws RenderException {
        try {
            return tools.resources().fromText(path, "patchesStrategicMerge");
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException notAPatch) {
            String text = tools.loader().loadText(path);
            try {
                return tools.resources().fromText(text, path);
            } catch (RenderException e) {
                throw YamlErrors.inFile(e, path);
            }
        }
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        StrategicMergePatches merge = new StrategicMergePatches(tools);
        for (Resource patch : patches) {
            Resource target = resources.byId(patch.orgId());
            merge.applyToAll(List.of(target), patch, resources);
        }
    }
}
