package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.Var;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Vars by name; no two have the same. */
final class VarSet {
    private final TreeMap<String, Var> vars = new TreeMap<>();

    void mergeAll(Collection<Var> incoming) throws RenderException {
        for (Var each : incoming) {
            if (vars.putIfAbsent(each.name(), each.withDefaults()) != null) {
                throw new RenderException("var '" + each.name() + "' already encountered");
            }
        }
    }

    List<Var> asList() {
        return List.copyOf(vars.values());
    }
}
