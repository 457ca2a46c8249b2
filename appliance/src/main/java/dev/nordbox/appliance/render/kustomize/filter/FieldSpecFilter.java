package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;
import java.util.Optional;

/** Visits the fields of a resource that field specs name, entering every list on the way. */
public final class FieldSpecFilter {
    private final Optional<NodeKind> createKind;
    private final Optional<String> createTag;
    private final FieldVisitor visitor;

    private FieldSpecFilter(
            Optional<NodeKind> createKind, Optional<String> createTag, FieldVisitor visitor) {
        this.createKind = createKind;
        this.createTag = createTag;
        this.visitor = visitor;
    }

    /** Visits what is there; specs that ask to create fields create none. */
    public static FieldSpecFilter visiting(FieldVisitor visitor) {
        return new FieldSpecFilter(Optional.empty(), Optional.empty(), visitor);
    }

    /**
     * Creates missing fields where the spec says so.
     *
     * @param kind what the last field becomes
     * @param tag type of a scalar that was null before; ignored for maps and lists
     */
    public static FieldSpecFilter creating(NodeKind kind, String tag, FieldVisitor visitor) {
        return new FieldSpecFilter(Optional.of(kind), Optional.of(tag), visitor);
    }

    public void apply(Node resource, List<FieldSpec> specs) throws RenderException {
        Gvk gvk = gvkOf(resource);
        for (FieldSpec spec : specs) {
            apply(resource, gvk, spec);
            // A field spec may lead to the very type it is chosen by.
            if (spec.path().equals("kind") || spec.path().equals("apiVersion")) {
                gvk = gvkOf(resource);
            }
        }
    }

    public void apply(Node resource, FieldSpec spec) throws RenderException {
        apply(resource, gvkOf(resource), spec);
    }

    private static Gvk gvkOf(Node resource) {
        return Gvk.of(resource.textAt("apiVersion").orElse(""), resource.textAt("kind").orElse(""));
    }

    private void apply(Node resource, Gvk gvk, FieldSpec spec) throws RenderException {
        if (!gvk.isSelected(spec.gvk())) {
            return;
        }
        try {
            walk(resource, FieldPath.split(spec.path()), spec);
        } catch (RenderException e) {
            ResId id =
                    new ResId(
                            gvk,
                            resource.textAt("metadata", "name").orElse(""),
                            resource.textAt("metadata", "namespace").orElse(""));
            throw e.prefixed("considering field '" + spec.path() + "' of object " + id);
        }
    }

    private void walk(Node node, List<String> path, FieldSpec spec) throws RenderException {
        if (path.isEmpty()) {
            visitor.visit(node);
            return;
        }
        if (node.isNull()) {
            return;
        }
        if (node instanceof ListNode list) {
            try {
                for (Node item : List.copyOf(list.items())) {
                    walk(item, path, spec);
                }
            } catch (RenderException e) {
                throw e.prefixed("visit traversal on path: [" + String.join(" ", path) + "]");
            }
        } else if (node instanceof MapNode map) {
            walkMap(map, path, spec);
        } else {
            throw new RenderException("expected sequence or mapping node");
        }
    }

    private void walkMap(MapNode map, List<String> path, FieldSpec spec) throws RenderException {
        String part = path.get(0);
        boolean listExpected = part.endsWith("[]");
        String name = listExpected ? part.substring(0, part.length() - 2) : part;
        if (name.isEmpty()) {
            throw new RenderException("cannot set or create an empty field name");
        }
        boolean last = path.size() == 1;
        boolean creates = spec.create() && createKind.isPresent() && !listExpected;
        Optional<Node> field;
        try {
            field =
                    creates
                            ? PathLookup.findOrCreate(
                                    map,
                                    List.of(name),
                                    last ? createKind.orElseThrow() : NodeKind.MAP)
                            : PathLookup.find(map, List.of(name));
        } catch (RenderException e) {
            throw e.prefixed("fieldName: " + name);
        }
        if (field.isEmpty()) {
            return;
        }
        Node next = field.get();
        if (next.isNull() && (creates || listExpected)) {
            next = fillNull(map, name, (ScalarNode) next, last, listExpected);
        }
        walk(next, path.subList(1, path.size()), spec);
    }

    /** A field that is there but null becomes what would have been created in its place. */
    private Node fillNull(
            MapNode map, String name, ScalarNode field, boolean last, boolean listExpected) {
        NodeKind kind =
                listExpected ? NodeKind.LIST : last ? createKind.orElseThrow() : NodeKind.MAP;
        if (kind == NodeKind.SCALAR) {
            createTag.ifPresent(field::setTag);
            return field;
        }
        Node made = kind.create();
        map.put(name.strip(), made);
        return made;
    }
}
