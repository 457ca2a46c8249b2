package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Tag;
import dev.nordbox.appliance.render.yaml.WrongNodeKind;
import java.util.List;
import java.util.Optional;

/**
 * Writes a namespace into a resource and into the fields of it that name one.
 *
 * @param unsetOnly leaves namespaces alone that are there
 * @param types tells which kinds have no namespace
 */
public record NamespaceFilter(
        String namespace,
        List<FieldSpec> specs,
        boolean unsetOnly,
        RoleBindingSubjects subjects,
        OpenApi types) {
    private static final String METADATA_NAME = "metadata/name";
    private static final String METADATA_NAMESPACE = "metadata/namespace";

    public NamespaceFilter {
        specs = List.copyOf(specs);
    }

    public void apply(Node resource) throws RenderException {
        String apiVersion = resource.textAt("apiVersion").orElse("");
        String kind = resource.textAt("kind").orElse("");
        if (!types.isCertainlyClusterScoped(apiVersion, kind)) {
            FieldSpecFilter.creating(NodeKind.SCALAR, Tag.STRING, this::set)
                    .apply(resource, FieldSpec.everywhere(METADATA_NAMESPACE, true));
        }
        boolean binding = RoleBindingSubjects.isBinding(kind);
        if (binding) {
            moveSubjects(resource);
        }
        List<FieldSpec> others =
                specs.stream().filter(spec -> isForHere(spec, apiVersion, binding)).toList();
        try {
            FieldSpecFilter.creating(NodeKind.SCALAR, Tag.STRING, this::set)
                    .apply(resource, others);
        } catch (WrongNodeKind e) {
            throw e.prefixed(
                    e.isScalar()
                            ? "namespace transformation failed"
                            : "namespace field specs must target scalar nodes");
        } catch (RenderException e) {
            throw e.prefixed("namespace transformation failed");
        }
    }

    /** The resource's own namespace and the subjects of bindings are none of a spec's business. */
    private static boolean isForHere(FieldSpec spec, String apiVersion, boolean binding) {
        if (spec.path().equals(METADATA_NAMESPACE)) {
            return false;
        }
        if (spec.path().equals(METADATA_NAME) && !apiVersion.equals("v1")) {
            return false;
        }
        return !(binding
                && RoleBindingSubjects.isBinding(spec.gvk().kind())
                && spec.path().equals("subjects/namespace"));
    }

    private void moveSubjects(Node binding) throws RenderException {
        if (subjects == RoleBindingSubjects.NONE) {
            return;
        }
        Optional<Node> list = PathLookup.find(binding, List.of("subjects"));
        if (list.isEmpty() || list.get().isNull()) {
            return;
        }
        try {
            NodeKinds.requireList(list.get());
            for (Node subject : (ListNode) list.get()) {
                if (subjects.moves(subject)) {
                    Optional<Node> field =
                            PathLookup.findOrCreate(subject, List.of("namespace"), NodeKind.SCALAR);
                    if (field.isPresent()) {
                        set(field.get());
                    }
                }
            }
        } catch (RenderException e) {
            throw e.prefixed("setting namespace on (cluster)role binding subjects");
        }
    }

    private void set(Node field) throws RenderException {
        if (unsetOnly && hasValue(field)) {
            return;
        }
        Setters.setText(field, namespace, Tag.STRING);
    }

    private static boolean hasValue(Node field) {
        return field instanceof ScalarNode scalar && !scalar.isNull() && !scalar.value().isEmpty();
    }
}
