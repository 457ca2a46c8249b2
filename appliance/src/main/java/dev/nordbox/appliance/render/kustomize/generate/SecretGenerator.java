package dev.nordbox.appliance.render.kustomize.generate;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.GeneratorArgs;
import dev.nordbox.appliance.render.kustomize.plugin.Generator;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.MapNode;
import java.util.List;

/** Makes a Secret from files, literals and env files. */
public record SecretGenerator(GeneratorArgs args, PluginTools tools) implements Generator {

    @Override
    public List<Resource> generate() throws RenderException {
        MapNode secret = GeneratedObject.base("Secret", args);
        secret.put("type", args.type().isEmpty() ? "Opaque" : args.type());
        DataMap.putIntoSecret(
                secret, new KvLoader(tools.loader()).load(args.name(), args.sources()));
        tools.meter().resources(args.name(), 1);
        return List.of(GeneratedObject.finish(secret, args, tools.resources()));
    }
}
