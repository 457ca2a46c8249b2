package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.desired.DesiredObjects;
import java.util.List;

/** All gates, one after the other: what several object to is told all at once. */
public record Gates(List<Gate> gates) implements Gate {

    public Gates {
        gates = List.copyOf(gates);
    }

    @Override
    public List<String> objections(DesiredObjects desired, Project project) {
        return gates.stream().flatMap(gate -> gate.objections(desired, project).stream()).toList();
    }

    @Override
    public List<String> warnings(DesiredObjects desired, Project project) {
        return gates.stream().flatMap(gate -> gate.warnings(desired, project).stream()).toList();
    }
}
