package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The resources that one resource could refer to: those in its namespace and those without one, and
 * for role bindings those in the namespaces of its service accounts. From the cluster one sees all.
 */
final class ReferralCandidates {
    private final Referrals all;
    private final ResId referrer;
    private final Set<String> bindingNamespaces;

    private ReferralCandidates(Referrals all, ResId referrer, Set<String> bindingNamespaces) {
        this.all = all;
        this.referrer = referrer;
        this.bindingNamespaces = bindingNamespaces;
    }

    static ReferralCandidates of(Resource referrer, Referrals all) throws RenderException {
        ResId id = referrer.curId();
        Set<String> namespaces = id.clusterScoped() ? Set.of() : bindingNamespaces(referrer);
        return new ReferralCandidates(all, id, namespaces);
    }

    /** Those that once had a name, in the order of the build. */
    List<Resource> named(String oldName) {
        return all.named(oldName).stream().filter(this::isInReach).toList();
    }

    /** Whether any of them was in that namespace at first, whatever its kind and name. */
    boolean anyOnceIn(String namespace) {
        return all.onceIn(namespace).stream().anyMatch(this::isInReach);
    }

    private boolean isInReach(Resource candidate) {
        if (referrer.clusterScoped()) {
            return true;
        }
        ResId id = candidate.curId();
        return id.clusterScoped()
                || id.sameNamespace(referrer)
                || bindingNamespaces.contains(candidate.namespace());
    }

    private static Set<String> bindingNamespaces(Resource referrer) throws RenderException {
        Set<String> namespaces = new HashSet<>();
        if (!referrer.kind().equals("RoleBinding")) {
            return namespaces;
        }
        Optional<ListNode> subjects = referrer.node().get("subjects").flatMap(Node::asList);
        for (Node subject : subjects.map(ListNode::items).orElse(List.of())) {
            if (!(subject instanceof MapNode map)) {
                throw new RenderException(
                        "a subject of " + referrer.curId() + " is no map of kind and name");
            }
            Optional<Node> namespace = map.get("namespace");
            if (namespace.isPresent()
                    && map.textAt("kind").filter("ServiceAccount"::equals).isPresent()) {
                if (!(namespace.get() instanceof ScalarNode scalar) || !scalar.isString()) {
                    throw new RenderException(
                            "Invalid Input: namespace is blank for resource "
                                    + GoText.quote(referrer.curId().toString())
                                    + "\n");
                }
                namespaces.add(scalar.value());
            }
        }
        return namespaces;
    }
}
