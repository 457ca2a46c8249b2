package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.config.GoJson;
import dev.nordbox.appliance.render.kustomize.jsonpatch.JsonPatch;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.resource.Selector;
import dev.nordbox.appliance.render.kustomize.resource.SelectorRegex;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.JsonWriter;
import java.util.Optional;

/** Applies a JSON patch to the resources that its target selects by name. */
public final class PatchJson6902Transformer implements Transformer {
    private final JsonPatch patch;
    private final Selector target;
    private final PluginTools tools;

    private PatchJson6902Transformer(JsonPatch patch, Selector target, PluginTools tools) {
        this.patch = patch;
        this.target = target;
        this.tools = tools;
    }

    /**
     * The configuration.
     *
     * @param jsonOp the patch, when it is not in a file
     */
    public record Settings(Optional<Selector> target, String path, String jsonOp) {

        public static Settings read(Fields fields) {
            return new Settings(
                    fields.object("target", "types.Selector", ConfigTypes::selector),
                    fields.text("path"),
                    fields.text("jsonOp"));
        }
    }

    public static PatchJson6902Transformer configure(Settings settings, PluginTools tools)
            throws RenderException {
        Selector target =
                settings.target()
                        .filter(selector -> !selector.id().name().isEmpty())
                        .orElseThrow(() -> new RenderException("must specify the target name"));
        if (settings.path().isEmpty() && settings.jsonOp().isEmpty()) {
            throw new RenderException("empty file path and empty jsonOp");
        }
        String text = settings.jsonOp();
        if (!settings.path().isEmpty()) {
            if (!text.isEmpty()) {
                throw new RenderException("must specify a file path or jsonOp, not both");
            }
            text = tools.loader().loadText(settings.path());
            if (text.isEmpty()) {
                throw new RenderException(
                        "patch file '" + settings.path() + "' empty seems to be empty");
            }
        }
        JsonPatch patch = decode(text);
        if (patch.size() == 0) {
            throw new RenderException(
                    "patch appears to be empty; file=%s, JsonOp=%s"
                            .formatted(settings.path(), text));
        }
        return new PatchJson6902Transformer(patch, target, tools);
    }

    private static JsonPatch decode(String text) throws RenderException {
        String json =
                text.startsWith("[")
                        ? text
                        : JsonWriter.compact(ConfigurationValues.of(GoJson.parse(text)));
        try {
            return JsonPatch.parse(text);
        } catch (RenderException e) {
            throw e.prefixed("decoding " + json);
        }
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        SelectorRegex selector = new SelectorRegex(target);
        for (Resource resource : resources.resources()) {
            tools.meter().apply("patches", 1);
            if (selector.selects(resource)) {
                JsonPatches.applyStrictly(patch, resource);
            }
        }
        resources.forgetIds();
    }
}
