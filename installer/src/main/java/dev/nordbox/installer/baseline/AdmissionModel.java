package dev.nordbox.installer.baseline;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Waiver;
import java.util.List;

/**
 * Model of a profile's manifests. Its values stand in the policies' expressions themselves:
 * parameters kept elsewhere can be missing, or stay as they were, and then deny everything or the
 * wrong thing (kubernetes/kubernetes#124237, #130887).
 *
 * @param registries beginnings of allowed images
 * @param systemRegistries the same, for kube-system
 * @param cidrs what a NetworkPolicy may open the way out to
 * @param storageClasses classes a volume may be of
 * @param privileged namespaces whose pods may take the host over
 * @param baseline namespaces whose pods are held to that standard
 * @param waived ids of controls that are warned about only
 */
record AdmissionModel(
        List<String> registries,
        List<String> systemRegistries,
        List<String> cidrs,
        List<String> storageClasses,
        List<String> privileged,
        List<String> baseline,
        List<String> waived) {

    static AdmissionModel of(Profile profile, BoxConfig config) {
        return new AdmissionModel(
                profile.parameters().registries(),
                profile.parameters().systemRegistries(),
                List.copyOf(profile.parameters().podCidrs()),
                profile.parameters().storageClasses(),
                heldTo("privileged", config),
                heldTo("baseline", config),
                profile.waivers().stream().map(Waiver::control).sorted().toList());
    }

    private static List<String> heldTo(String standard, BoxConfig config) {
        return config.namespaces().stream()
                .filter(namespace -> namespace.podSecurity().equals(standard))
                .map(BoxConfig.NamespaceConfig::name)
                .sorted()
                .toList();
    }
}
