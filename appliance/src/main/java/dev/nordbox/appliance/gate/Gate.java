package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.desired.DesiredObjects;
import java.util.List;

/** Sees all that an application wants, before the cluster is asked anything. */
public interface Gate {

    /** Every objection, with where it is written and what to do; empty when there is none. */
    List<String> objections(DesiredObjects desired);
}
