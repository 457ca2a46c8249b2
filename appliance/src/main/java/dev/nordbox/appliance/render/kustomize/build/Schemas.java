package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.GoJson;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi.BuiltIn;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.Scope;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schema in force. The first {@code openapi} field that a build meets sets it, and from there
 * on it holds for the whole build, also above the base that brought it.
 */
final class Schemas implements Scope {
    private OpenApi types = OpenApi.kubernetes();
    private final Map<Gvk, Boolean> clusterScoped = new HashMap<>();
    private BuiltIn builtIn = BuiltIn.ABSENT;
    private boolean chosen;

    /** The types as a merge sees them. */
    OpenApi types() {
        if (!chosen) {
            builtIn = BuiltIn.BELOW;
        }
        return types;
    }

    /** The types as a look at their scopes sees them. */
    OpenApi scopes() {
        return types;
    }

    @Override
    public boolean isCertainlyClusterScoped(Gvk gvk) {
        return clusterScoped.computeIfAbsent(gvk, this::lookUpScope);
    }

    private boolean lookUpScope(Gvk gvk) {
        Optional<OpenApi.Scope> scope = types.scope(gvk.apiVersion(), gvk.kind());
        if (scope.isEmpty() && !chosen && builtIn == BuiltIn.ABSENT) {
            // The original notes here that it will have to read the built-in types some day, and
            // does so right after it has read the user's own.
            builtIn = BuiltIn.ABOVE;
        }
        return scope.filter(found -> found == OpenApi.Scope.CLUSTER).isPresent();
    }

    void choose(Map<String, String> openapi, Loader loader) throws RenderException {
        String path = openapi.get("path");
        byte[] content = path == null ? new byte[0] : loader.load(path);
        if (chosen) {
            return;
        }
        String version = openapi.getOrDefault("version", "");
        if (path != null) {
            if (openapi.containsKey("version")) {
                throw new RenderException(
                        "builtin version and custom schema provided, cannot use both");
            }
            types = custom(new String(content, StandardCharsets.UTF_8), builtIn);
            chosen = true;
        } else if (!version.isEmpty()) {
            if (!version.equals(OpenApi.BUILT_IN_VERSION)) {
                throw new RenderException("the specified OpenAPI version is not built in");
            }
            chosen = true;
        }
        clusterScoped.clear();
    }

    private static OpenApi custom(String text, BuiltIn builtIn) throws RenderException {
        Node document;
        try {
            document = GoJson.unmarshal(text);
        } catch (RenderException e) {
            throw e.prefixed("invalid schema file");
        }
        if (!(document instanceof MapNode map)) {
            throw new RenderException("invalid schema file: it is no OpenAPI document");
        }
        return OpenApi.custom(map, builtIn);
    }
}
