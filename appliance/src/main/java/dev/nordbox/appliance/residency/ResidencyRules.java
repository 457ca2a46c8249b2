package dev.nordbox.appliance.residency;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What manifests are held to.
 *
 * @param registries beginnings of allowed images, each ending in {@code /}
 * @param systemRegistries the same, for kube-system only
 * @param egressCidrs address ranges that a NetworkPolicy may open the way out to, as written there
 * @param egressHosts names and single addresses that the host itself may ask outside
 * @param storageClasses classes a volume may be of
 * @param ingressHosts hosts an Ingress may answer for, {@code *.example.no}; empty: any
 * @param countries where the owner of a Git host may be
 * @param gitOwners country of the owner of well-known Git hosts, by host name
 * @param podSecurity Pod Security Standard of namespaces that are not {@code restricted}
 * @param waived ids of rules that nobody objects by, up to the end of a day (UTC)
 */
public record ResidencyRules(
        List<String> registries,
        List<String> systemRegistries,
        List<String> egressCidrs,
        List<String> egressHosts,
        List<String> storageClasses,
        List<String> ingressHosts,
        List<String> countries,
        Map<String, String> gitOwners,
        Map<String, String> podSecurity,
        Map<String, LocalDate> waived) {

    public ResidencyRules {
        registries = List.copyOf(registries);
        systemRegistries = List.copyOf(systemRegistries);
        egressCidrs = List.copyOf(egressCidrs);
        egressHosts = List.copyOf(egressHosts);
        storageClasses = List.copyOf(storageClasses);
        ingressHosts = List.copyOf(ingressHosts);
        countries = List.copyOf(countries);
        gitOwners = Map.copyOf(gitOwners);
        podSecurity = Map.copyOf(podSecurity);
        waived = Map.copyOf(waived);
    }

    /** The same, of which nothing is waived: what is looked at is told as it is. */
    public ResidencyRules unwaived() {
        return new ResidencyRules(
                registries,
                systemRegistries,
                egressCidrs,
                egressHosts,
                storageClasses,
                ingressHosts,
                countries,
                gitOwners,
                podSecurity,
                Map.of());
    }
}
