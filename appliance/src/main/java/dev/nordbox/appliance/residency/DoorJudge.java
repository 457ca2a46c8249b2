package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.Locale;

/** Which hosts answer to people outside, and whether over TLS. */
final class DoorJudge implements ResidencyGate.Judge {
    private final ResidencyRules rules;

    DoorJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        for (Door door : Doors.of(manifest)) {
            door.plain()
                    .filter(plain -> !isOfSystem(manifest))
                    .ifPresent(plain -> to.add("ENC-05", plain.what(), plain.remedy()));
            if (!rules.ingressHosts().isEmpty()) {
                door.hosts().stream()
                        .filter(host -> !isOurs(host))
                        .forEach(host -> object("host " + host + " is none of the profile's", to));
                door.unnamed().ifPresent(what -> object(what, to));
            }
        }
    }

    /** Routers and listeners of k3s' own are reached from the node only; an Ingress never is. */
    private static boolean isOfSystem(Manifest manifest) {
        return manifest.key().namespace().equals(PodSpecs.SYSTEM)
                && !manifest.key().kind().equals("Ingress");
    }

    private void object(String what, Objections to) {
        to.add("NET-08", what, "one of: " + String.join(", ", rules.ingressHosts()));
    }

    private boolean isOurs(String host) {
        return rules.ingressHosts().stream().anyMatch(own -> covers(own, host));
    }

    private static boolean covers(String own, String host) {
        return own.startsWith("*.")
                ? host.toLowerCase(Locale.ROOT).endsWith(own.substring(1))
                : host.equalsIgnoreCase(own);
    }
}
