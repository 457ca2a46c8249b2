package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.regex.Pattern;

/** Where images come from, and whether they are named by digest. */
final class ImageJudge implements ResidencyGate.Judge {
    private static final Pattern DIGEST = Pattern.compile("@sha256:[a-f0-9]{64}$");

    private final ResidencyRules rules;

    ImageJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        boolean system = manifest.key().namespace().equals(PodSpecs.SYSTEM);
        for (String image : PodSpecs.images(manifest)) {
            if (!isAllowed(image, system)) {
                to.add(
                        "SUP-01",
                        "image " + image + " is of no allowed registry",
                        rules.registries().isEmpty()
                                ? "name the registry in profile.registries"
                                : "take it from " + String.join(", ", rules.registries()));
            }
            if (!system && !DIGEST.matcher(image).find()) {
                to.add("SUP-02", "image " + image + " has no digest", "add @sha256:… behind it");
            }
        }
    }

    private boolean isAllowed(String image, boolean system) {
        return rules.registries().stream().anyMatch(image::startsWith)
                || system && rules.systemRegistries().stream().anyMatch(image::startsWith);
    }
}
