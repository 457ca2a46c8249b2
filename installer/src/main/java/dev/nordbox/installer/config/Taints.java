package dev.nordbox.installer.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Taints of one node, {@code k3s.nodeTaints}, as far as they must agree. */
record Taints(Section section, Problems problems) {

    /** A node has one value for a key and an effect. */
    void check(List<Taint> taints) {
        Map<String, Taint> seen = new HashMap<>();
        for (Taint taint : taints) {
            Taint before = seen.put(taint.id(), taint);
            if (before != null) {
                problems.add(
                        section.location("nodeTaints"),
                        "`%s` has both %s and %s"
                                .formatted(section.name("nodeTaints"), before.text(), taint.text()),
                        "leave one: a node has one value for a key and an effect");
            }
        }
    }
}
