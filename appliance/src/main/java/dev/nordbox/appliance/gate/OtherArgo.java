package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Argo CD that the repository itself brings: the two would undo each other's work for ever, and
 * whoever scaled it down to hand over would find it started again.
 */
public final class OtherArgo implements Gate {

    public static final List<GroupKind> RUNS_AS =
            List.of(new GroupKind("apps", "StatefulSet"), new GroupKind("apps", "Deployment"));

    private static final String CONTROLLER = "argocd-application-controller";

    @Override
    public List<String> objections(DesiredObjects desired, Project project) {
        return desired.all()
                .filter(target -> runs(target.key(), target.manifest().content()))
                .map(OtherArgo::objection)
                .toList();
    }

    /** Whether it is Argo CD's controller, with a replica at the least. */
    public static boolean runs(ResourceKey key, Map<String, Object> content) {
        Optional<Object> replicas = Fields.at(content, "spec", "replicas");
        return RUNS_AS.contains(key.groupKind())
                && key.name().contains(CONTROLLER)
                && (replicas.isEmpty() || Fields.number(content, "spec", "replicas") > 0);
    }

    private static String objection(Target target) {
        return target.manifest().origin()
                + ": "
                + target.key()
                + " would run Argo CD beside this controller, and each would undo what the other"
                + " does; take Argo CD out of the repository, or write spec.replicas: 0 there until"
                + " you have handed over";
    }
}
