package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The controller's own objects and the profile's policies: a repository that could write them could
 * give the controller other rights, take its work away from it, or switch off what it is held to.
 */
public final class ReservedObjects implements Gate {

    private static final String OURS = "nordbox-system";
    private static final Set<String> BY_NAME =
            Set.of(
                    "ClusterRole",
                    "ClusterRoleBinding",
                    "ValidatingAdmissionPolicy",
                    "ValidatingAdmissionPolicyBinding",
                    "MutatingAdmissionPolicy",
                    "MutatingAdmissionPolicyBinding");

    @Override
    public List<String> objections(DesiredObjects desired, Project project) {
        List<String> objections = new ArrayList<>();
        desired.all()
                .filter(target -> isReserved(target.key()))
                .map(ReservedObjects::objection)
                .forEach(objections::add);
        return objections;
    }

    private static boolean isReserved(ResourceKey key) {
        boolean namespace = key.kind().equals("Namespace") && key.name().equals(OURS);
        boolean ours = BY_NAME.contains(key.kind()) && key.name().startsWith("nordbox-");
        return namespace || ours || key.namespace().equals(OURS);
    }

    private static String objection(Target target) {
        return target.manifest().origin()
                + ": "
                + target.key()
                + " is the controller's own; take it out of the repository, and change it by the"
                + " templates of nordbox.yaml";
    }
}
