package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.residency.Objection;
import dev.nordbox.appliance.residency.ResidencyGate;
import dev.nordbox.appliance.residency.ResidencyRules;
import java.time.Clock;
import java.util.List;

/**
 * What the box' profile forbids. The cluster's admission policies say most of it again, to
 * everybody and one object at a time; here it is said of a whole commit, with file and line.
 */
public final class HeldToProfile implements Gate {

    private final ResidencyGate gate;

    public HeldToProfile(ResidencyRules rules, Clock clock) {
        this.gate = new ResidencyGate(rules, clock);
    }

    @Override
    public List<String> objections(DesiredObjects desired, Project project) {
        return gate.examine(desired.all().map(Target::manifest).toList()).stream()
                .map(Objection::line)
                .toList();
    }
}
