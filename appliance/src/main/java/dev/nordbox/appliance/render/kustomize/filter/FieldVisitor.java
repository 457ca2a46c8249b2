package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.Node;

/** What to do with a field that was found; changes it in place. */
@FunctionalInterface
public interface FieldVisitor {
    void visit(Node field) throws RenderException;
}
