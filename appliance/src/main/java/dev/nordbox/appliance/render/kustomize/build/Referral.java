package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.filter.Setters;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.FieldSetter;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One field through which a resource refers to resources of a type.
 *
 * @param path of the field
 * @param target the type
 */
record Referral(Resource referrer, String path, Gvk target, ReferralCandidates candidates) {

    /** Writes the present name of what the field refers to, when there is exactly one such. */
    void update(Node field) throws RenderException {
        if (field.isNull()) {
            return;
        }
        if (field instanceof ScalarNode scalar) {
            updateName(scalar);
        } else if (field instanceof MapNode map) {
            updateMap(map);
        } else {
            for (Node item : (ListNode) field) {
                updateItem(item);
            }
        }
    }

    private void updateItem(Node item) throws RenderException {
        if (item.isNull()) {
            return;
        }
        if (item instanceof ScalarNode scalar) {
            updateName(scalar);
        } else if (item instanceof MapNode map) {
            updateMap(map);
        } else {
            throw new RenderException(
                    item + " is expected to be either a string or a map of string");
        }
    }

    private void updateName(ScalarNode field) throws RenderException {
        String oldName = field.value();
        Optional<Resource> found = select(oldName, candidates.named(oldName), false);
        if (found.isPresent() && !found.get().name().equals(oldName)) {
            Setters.setText(field, found.get().name());
        }
    }

    /** A map names its target by name and namespace, and both are written. */
    private void updateMap(MapNode map) throws RenderException {
        Optional<Node> name = map.get("name");
        if (name.isEmpty()) {
            throw new RenderException("path config error; no 'name' field in node");
        }
        String oldName = name.get() instanceof ScalarNode scalar ? scalar.value() : "";
        Optional<Resource> found =
                select(oldName, inNamespaceOf(map, candidates.named(oldName)), true);
        if (found.isEmpty()) {
            return;
        }
        String newName = found.get().name();
        String namespace = found.get().namespace();
        if (newName.equals(oldName) && namespace.isEmpty()) {
            return;
        }
        FieldSetter.set(map, "name", newName);
        // An empty namespace means any: it must not take the place of "default".
        if (!namespace.isEmpty()) {
            FieldSetter.set(map, "namespace", namespace);
        }
    }

    /** Where anything was in that namespace at first, what came into it later does not count. */
    private List<Resource> inNamespaceOf(MapNode map, List<Resource> named) {
        Optional<Node> field = map.get("namespace");
        if (field.isEmpty()) {
            return named;
        }
        String namespace = field.get() instanceof ScalarNode scalar ? scalar.value() : "";
        return in(
                namespace,
                named,
                candidates.anyOnceIn(namespace) ? Resource::orgId : Resource::curId);
    }

    private static List<Resource> in(
            String namespace, List<Resource> named, Function<Resource, ResId> id) {
        return named.stream()
                .filter(candidate -> id.apply(candidate).effectiveNamespace().equals(namespace))
                .filter(candidate -> !namespace.equals(ResId.TOTALLY_NOT_A_NAMESPACE))
                .toList();
    }

    /** Narrows the candidates down, step by step, until one is left. */
    private Optional<Resource> select(String oldName, List<Resource> named, boolean namespacesCount)
            throws RenderException {
        Predicate<Resource> fits =
                candidate ->
                        wasOf(candidate, target)
                                && isRoleReferredTo(candidate)
                                && isInNamespaceOfReferrer(candidate);
        List<Resource> fitting = named.stream().filter(fits).toList();
        if (fitting.size() == 1) {
            return Optional.of(fitting.get(0));
        }
        List<Resource> related = sharingAffixes(fitting, true);
        if (related.size() > 1) {
            related = sharingAffixes(related, false);
        }
        if (related.isEmpty()) {
            return Optional.empty();
        }
        if (related.size() == 1 || areAllTheSame(related, namespacesCount)) {
            return Optional.of(related.get(0));
        }
        throw new RenderException(ambiguous(related));
    }

    private List<Resource> sharingAffixes(List<Resource> resources, boolean allowEmpty) {
        return resources.stream()
                .filter(candidate -> candidate.sharesAffixes(referrer, allowEmpty))
                .toList();
    }

    private static boolean wasOf(Resource candidate, Gvk type) {
        return candidate.prevIds().stream().anyMatch(id -> id.gvk().isSelected(type));
    }

    /** The kind that a {@code roleRef} spells out has to be right as well. */
    private boolean isRoleReferredTo(Resource candidate) {
        if (!path.endsWith("roleRef/name")) {
            return true;
        }
        Optional<Node> group = referrer.node().at("roleRef", "apiGroup");
        Optional<Node> kind = referrer.node().at("roleRef", "kind");
        if (group.isEmpty() || kind.isEmpty()) {
            return true;
        }
        return wasOf(candidate, new Gvk(text(group.get()), "", text(kind.get())));
    }

    private boolean isInNamespaceOfReferrer(Resource candidate) {
        ResId from = referrer.curId();
        ResId to = candidate.curId();
        // A binding in one namespace may name a service account in another.
        return from.clusterScoped()
                || to.clusterScoped()
                || candidate.kind().equals("ServiceAccount")
                || from.sameNamespace(to);
    }

    private static boolean areAllTheSame(List<Resource> resources, boolean namespacesCount) {
        Resource first = resources.get(0);
        return resources.stream()
                .allMatch(
                        other ->
                                other.name().equals(first.name())
                                        && (!namespacesCount
                                                || other.namespace().equals(first.namespace())));
    }

    private String ambiguous(List<Resource> resources) throws RenderException {
        StringBuilder message = new StringBuilder("found multiple possible referrals: ");
        message.append(
                resources.stream()
                        .map(resource -> resource.curId().toString())
                        .collect(Collectors.joining(", ")));
        message.append("\n\n**** Too many possible referral targets to referrer:\n")
                .append(YamlEmitter.emit(referrer.node()))
                .append('\n');
        for (int i = 0; i < resources.size(); i++) {
            message.append("--- possible referral ")
                    .append(i)
                    .append(":\n")
                    .append(YamlEmitter.emit(resources.get(i).node()))
                    .append('\n');
        }
        return message.toString();
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.value() : "";
    }
}
