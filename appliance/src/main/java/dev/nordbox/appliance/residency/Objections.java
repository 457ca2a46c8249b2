package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;

/** Takes down what speaks against one manifest. */
final class Objections {
    private final Manifest manifest;
    private final List<Objection> all;

    Objections(Manifest manifest, List<Objection> all) {
        this.manifest = manifest;
        this.all = all;
    }

    void add(String rule, String what, String remedy) {
        all.add(new Objection(rule, manifest.key(), what, manifest.origin(), remedy));
    }
}
