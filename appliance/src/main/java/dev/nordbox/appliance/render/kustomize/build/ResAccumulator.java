package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig;
import dev.nordbox.appliance.render.kustomize.config.Var;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.List;
import java.util.function.Predicate;

/** Resources, and the rules by which they are customized, as they add up in a build. */
final class ResAccumulator {
    private final ResMap resMap = new ResMap();
    private final VarSet vars = new VarSet();
    private TransformerConfig config = TransformerConfig.EMPTY;

    ResMap resMap() {
        return resMap;
    }

    TransformerConfig config() {
        return config;
    }

    List<Var> vars() {
        return vars.asList();
    }

    void mergeConfig(TransformerConfig other) throws RenderException {
        config = config.merge(other);
    }

    /** Takes over everything that a child has accumulated. */
    void mergeAccumulator(ResAccumulator other) throws RenderException {
        resMap.appendAll(other.resMap.resources());
        mergeConfig(other.config);
        vars.mergeAll(other.vars());
    }

    /**
     * Adds vars, and notes on the resource that a var reads from, under whatever name it has by
     * now, that it does.
     */
    void mergeVars(List<Var> incoming) throws RenderException {
        for (Var each : incoming) {
            ResId target = each.target().id(false);
            // Without a namespace the var means the resource in any namespace.
            Predicate<ResId> matcher =
                    target.namespace().isEmpty() ? target::sameGvkAndName : target::matches;
            List<Resource> matched = resMap.withAnyName(target.name(), matcher);
            if (matched.size() > 1) {
                throw new RenderException(
                        "found %d resId matches for var %s (unable to disambiguate)"
                                .formatted(matched.size(), each.withGvkOfApiVersion()));
            }
            matched.forEach(resource -> resource.refVarNames().add(each.name()));
        }
        vars.mergeAll(incoming);
    }
}
