package dev.nordbox.installer.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the controls of a profile are set to: the profile's own words, its country's over them, the
 * user's on top.
 *
 * @param countries where endpoints may be
 * @param owners country of the owner of well-known hosts, by host name
 * @param registries prefixes of allowed images, each ending in {@code /}
 * @param systemRegistries the same, for kube-system only
 * @param mirrors registry to the address it is pulled from instead
 * @param storageClasses classes a volume may be of
 * @param egress endpoints; everything else outside is closed
 * @param ingressHosts hosts an Ingress may answer for, {@code *.example.no}; empty: any
 * @param logDays days that logs are to be kept, and no longer
 * @param evidenceDays how long evidence speaks for the box
 * @param admins where people may log in from
 * @param persons who may log in, by their keys; empty: nobody wrote it down
 * @param git what a Git host of an owner in another country is
 * @param place what tells where the host is
 * @param signers public keys whose signature of evidence counts; empty: that of the key at hand
 * @param webhooks admission webhooks that somebody knows and answers for, by name of their
 *     configuration
 * @param authority whom a reader of reports may turn to
 * @param selfProof when the box proves itself, as {@code backup.schedule} has it; empty: never
 */
public record Parameters(
        List<String> countries,
        Map<String, String> owners,
        List<String> registries,
        List<String> systemRegistries,
        Map<String, String> mirrors,
        List<String> storageClasses,
        List<Endpoint> egress,
        List<String> ingressHosts,
        int logDays,
        int evidenceDays,
        List<AdminNetwork> admins,
        List<Person> persons,
        Jurisdiction git,
        Place place,
        List<String> signers,
        List<String> webhooks,
        String authority,
        Optional<String> selfProof) {

    private static final Pattern SINGLE = Pattern.compile("[0-9.]+/32|[0-9a-fA-F:.]+/128");

    public Parameters {
        countries = List.copyOf(countries);
        owners = Map.copyOf(owners);
        registries = List.copyOf(registries);
        systemRegistries = List.copyOf(systemRegistries);
        mirrors = Map.copyOf(mirrors);
        storageClasses = List.copyOf(storageClasses);
        egress = List.copyOf(egress);
        ingressHosts = List.copyOf(ingressHosts);
        admins = List.copyOf(admins);
        persons = List.copyOf(persons);
        signers = List.copyOf(signers);
        webhooks = List.copyOf(webhooks);
    }

    /** What comes of a country that is not allowed. */
    public enum Jurisdiction {
        /** It is refused. */
        DENY,
        /** It is told. */
        WARN
    }

    /** Where pods may go outside. */
    public Set<String> podCidrs() {
        return egress.stream()
                .filter(Endpoint::pods)
                .flatMap(endpoint -> endpoint.cidrs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What outside goes by a name or is a single address. */
    public List<String> egressHosts() {
        return egress.stream()
                .flatMap(
                        endpoint ->
                                Stream.concat(
                                        endpoint.host().stream(),
                                        endpoint.cidrs().stream()
                                                .filter(SINGLE.asMatchPredicate())
                                                .map(cidr -> cidr.replaceAll("/.*", ""))))
                .distinct()
                .toList();
    }
}
