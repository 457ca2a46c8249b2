package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.config.Patch;
import dev.nordbox.appliance.render.kustomize.config.PatchArgs;
import dev.nordbox.appliance.render.kustomize.jsonpatch.JsonPatch;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.resource.Selector;
import dev.nordbox.appliance.render.kustomize.resource.SelectorRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies a strategic merge patch or a JSON patch, whichever its text turns out to be. */
public final class PatchTransformer implements Transformer {
    private final Optional<List<Resource>> mergePatches;
    private final Optional<JsonPatch> jsonPatch;
    private final Optional<Selector> target;
    private final String source;
    private final PluginTools tools;

    private PatchTransformer(
            Optional<List<Resource>> mergePatches,
            Optional<JsonPatch> jsonPatch,
            Optional<Selector> target,
            String source,
            PluginTools tools) {
        this.mergePatches = mergePatches;
        this.jsonPatch = jsonPatch;
        this.target = target;
        this.source = source;
        this.tools = tools;
    }

    /**
     * Reads the patch.
     *
     * @param config the configuration as YAML, for messages
     */
    public static PatchTransformer configure(Patch entry, String config, PluginTools tools)
            throws RenderException {
        String inline = entry.patch().strip();
        if (inline.isEmpty() && entry.path().isEmpty()) {
            throw new RenderException("must specify one of patch and path in\n" + config);
        }
        if (!inline.isEmpty() && !entry.path().isEmpty()) {
            throw new RenderException("patch and path can't be set at the same time\n" + config);
        }
        String text = inline.isEmpty() ? load(entry.path(), tools) : inline;
        String source =
                inline.isEmpty()
                        ? "[path: " + GoText.quote(entry.path()) + "]"
                        : "[patch: " + GoText.quote(inline) + "]";
        Optional<List<Resource>> merge = mergePatches(text, source, tools);
        Optional<JsonPatch> json = jsonPatch(text);
        if (merge.isPresent()
                && json.isPresent()
                && !merge.get().isEmpty()
                && json.get().size() > 0) {
            throw new RenderException(
                    "illegally qualifies as both an SM and JSON patch: " + source);
        }
        if (merge.isEmpty() && json.isEmpty()) {
            throw new RenderException("unable to parse SM or JSON patch from " + source);
        }
        if (merge.isPresent()) {
            json = Optional.empty();
            entry.options().ifPresent(options -> allow(options, merge.get()));
        }
        return new PatchTransformer(merge, json, entry.target(), source, tools);
    }

    private static String load(String path, PluginTools tools) throws RenderException {
        try {
            return tools.loader().loadText(path);
        } catch (RenderException e) {
            throw e.prefixed("failed to get the patch file from path(" + path + ")");
        }
    }

    private static Optional<List<Resource>> mergePatches(
            String text, String source, PluginTools tools) throws RenderStopped {
        try {
            return Optional.of(tools.resources().fromText(text, source));
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonPatch> jsonPatch(String text) throws RenderStopped {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonPatch.parse(text));
        } catch (RenderStopped e) {
            throw e;
        } catch (RenderException e) {
            return Optional.empty();
        }
    }

    private static void allow(PatchArgs options, List<Resource> patches) {
        for (Resource patch : patches) {
            if (options.allowNameChange()) {
                patch.enable(BuildAnnotations.ALLOW_NAME_CHANGE);
            }
            if (options.allowKindChange()) {
                patch.enable(BuildAnnotations.ALLOW_KIND_CHANGE);
            }
        }
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        if (mergePatches.isPresent() && !mergePatches.get().isEmpty()) {
            applyMergePatches(mergePatches.get(), resources);
        } else if (jsonPatch.isPresent()) {
            applyJsonPatch(jsonPatch.get(), resources);
        }
    }

    private void applyMergePatches(List<Resource> patches, ResMap resources)
            throws RenderException {
        StrategicMergePatches merge = new StrategicMergePatches(tools);
        if (target.isPresent()) {
            if (patches.size() > 1) {
                throw new RenderException(
                        "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to"
                                + " set `patches.target` field: "
                                + source);
            }
            merge.applyToAll(selectForMerge(resources), patches.get(0), resources);
            return;
        }
        for (Resource patch : patches) {
            Resource own;
            try {
                own = resources.byId(patch.orgId());
            } catch (RenderException e) {
                throw e.prefixed(
                        "no resource matches strategic merge patch "
                                + GoText.quote(patch.orgId().toString()));
            }
            merge.apply(own, patch);
            resources.refresh(own);
        }
    }

    private List<Resource> selectForMerge(ResMap resources) throws RenderException {
        try {
            return select(resources);
        } catch (RenderException e) {
            throw e.prefixed(
                    "unable to find patch target "
                            + GoText.quote(target.orElseThrow().toString())
                            + " in `resources`");
        }
    }

    private void applyJsonPatch(JsonPatch patch, ResMap resources) throws RenderException {
        if (target.isEmpty()) {
            throw new RenderException("must specify a target for JSON patch " + source);
        }
        for (Resource resource : select(resources)) {
            resource.storePreviousId();
            JsonPatches.apply(patch, resource);
        }
        resources.forgetIds();
    }

    private List<Resource> select(ResMap resources) throws RenderException {
        SelectorRegex selector = new SelectorRegex(target.orElseThrow());
        List<Resource> selected = new ArrayList<>();
        for (Resource resource : resources.resources()) {
            tools.meter().apply(source, 1);
            if (selector.selects(resource)) {
                selected.add(resource);
            }
        }
        return selected;
    }
}
