package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.desired.DesiredObjects;
import java.util.List;

/** All gates, one after the other: what several object to is told all at once. */
public record Gates(List<Gate> gates) implements Gate {

    public Gates {
        gates = List.copyOf(gates);
    }

    @Override
    public List<String> objections(DesiredObjects desired) {
        return gates.stream().flatMap(gate -> gate.objections(desired).stream()).toList();
    }
}
