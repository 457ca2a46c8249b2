package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.ResourceKey;

/**
 * One reason why a manifest must not be applied.
 *
 * @param rule id of the control it breaks, {@code SUP-01}
 * @param object which breaks it
 * @param what breaks it, in one sentence
 * @param origin file and line, or the kustomization
 * @param remedy what to do now
 */
public record Objection(
        String rule, ResourceKey object, String what, String origin, String remedy) {

    Objection saying(String more) {
        return new Objection(rule, object, what + "; " + more, origin, remedy);
    }

    /** All of it in one line. */
    public String line() {
        return "%s: %s: %s: %s; %s".formatted(origin, rule, object, what, remedy);
    }

    /** {@code apps/web.yaml:12: SUP-01: Deployment.apps/web: …}. */
    @Override
    public String toString() {
        return "%s: %s: %s: %s%n  fix: %s".formatted(origin, rule, object, what, remedy);
    }
}
