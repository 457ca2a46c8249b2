package dev.nordbox.installer.profile;

import dev.nordbox.appliance.residency.ResidencyRules;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A profile as the rules that manifests are held to. */
public final class Residency {
    private Residency() {}

    /**
     * @param podSecurity Pod Security Standard of namespaces, as nordbox.yaml has it
     */
    public static ResidencyRules rules(Profile profile, Map<String, String> podSecurity) {
        Parameters parameters = profile.parameters();
        return new ResidencyRules(
                parameters.registries(),
                parameters.systemRegistries(),
                List.copyOf(parameters.podCidrs()),
                parameters.egressHosts(),
                parameters.storageClasses(),
                parameters.ingressHosts(),
                parameters.countries(),
                parameters.git() == Parameters.Jurisdiction.WARN ? Map.of() : parameters.owners(),
                podSecurity,
                profile.waivers().stream()
                        .collect(
                                Collectors.toMap(
                                        Waiver::control, Waiver::expires, Residency::earlier)));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
